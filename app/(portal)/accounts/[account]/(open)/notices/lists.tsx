import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { AnswerButton } from '#/components/notices/answer-button.tsx'
import { NoticeTable } from '#/components/notices/notice-table.tsx'
import { LiveList, LiveParts } from '#/components/shell/live-list.tsx'
import { Pager } from '#/components/shell/paged-list.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { type Deadlines, findOwnDeadlines } from '#/lib/notices/views/deadlines-of.ts'
import { listNotices, listSection } from '#/lib/notices/views/found-notices.ts'
import {
  mostUrgentFirst,
  type NoticeSort,
  type PartnerView,
  partnerNotices,
} from '#/lib/notices/views/lists.ts'
import { type NoticeRow, noticesPerPage } from '#/lib/notices/views/queries.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { answerActions } from './answer-actions.ts'

type Shown = {
  grant: AccountGrant
  read: Reader
  environment: AccountEnvironment
  base: string
  chosen: PartnerView
  /** The last answer, so that the list is reset after it. */
  answered: string
}

const fewExercises = 5
const fewClosed = 10

/** Whether there are more notices than a section shows, and those that it shows. */
async function listUpTo(
  { read, grant, chosen, environment }: Shown,
  section: Parameters<typeof listSection>[2],
  most: number,
) {
  const found = await listSection(read, grant, section, { ...chosen, environment }, most + 1)
  return { notices: found.slice(0, most), hasMore: found.length > most }
}

/** The overview: urgent notices, other open ones, past ones, and tests. A header sorts each section. */
export async function renderNoticeLists(page: Shown) {
  const { grant, environment, base, chosen } = page
  const t = await getTranslations('notices.page')
  const shown = {
    urgent: await listUpTo(page, 'urgent', noticesPerPage),
    current: await listUpTo(page, 'current', noticesPerPage),
    closed: await listUpTo(page, 'closed', fewClosed),
    exercises: await listUpTo(page, 'exercises', fewExercises),
  }
  const { urgent, current, closed, exercises } = shown
  const all = Object.values(shown).flatMap(({ notices }) => notices)
  const deadlines = await findOwnDeadlines(page.read, grant, all)
  const isEmpty = all.length === 0 && !chosen.category
  const linkTo = (label: string, asked: Partial<PartnerView>, { hasMore }: { hasMore: boolean }) =>
    hasMore ? { href: partnerNotices.href({ ...chosen, ...asked }, null, base), label } : null
  const parts = {
    nothing: isEmpty && (await renderNothing({ grant, environment, base })),
    urgent: urgent.notices.length > 0 && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('urgent')}
        lead={t('urgentLead')}
        notices={urgent.notices}
        more={linkTo(t('allCurrent'), { state: 'open' }, urgent)}
      />
    ),
    current: !isEmpty && (urgent.notices.length === 0 || current.notices.length > 0) && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('current')}
        none={t('currentNone')}
        notices={current.notices}
        more={linkTo(t('allCurrent'), { state: 'open' }, current)}
      />
    ),
    closed: !isEmpty && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('closed')}
        none={t('closedNone')}
        notices={closed.notices}
        more={linkTo(t('allClosed'), { state: 'closed' }, closed)}
      />
    ),
    exercises: exercises.notices.length > 0 && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('exercises')}
        notices={exercises.notices}
        more={linkTo(t('allExercises'), { kind: 'exercise' }, exercises)}
      />
    ),
  }
  return (
    <LiveList
      key={page.answered}
      keys={all.map(({ id }) => id)}
      path={partnerNotices.href(chosen, null, base)}
    >
      <LiveParts parts={parts} />
    </LiveList>
  )
}

type Place = ReturnType<typeof partnerNotices.after>

/** The notices that somebody searched or filtered, one page of them. */
export async function renderFound(shown: Shown & { after: Place }) {
  const { grant, read, environment, base, chosen, after, answered } = shown
  const t = await getTranslations('notices.page')
  const { notices, next, refused } = await findOrRefuse(
    () => listNotices(read, grant, { ...chosen, environment }, after),
    { notices: [], next: null },
  )
  if (refused) return refused
  const deadlines = await findOwnDeadlines(read, grant, notices)
  const section = (
    <NoticeSection
      {...shown}
      title={t('found')}
      none={t('foundNone')}
      notices={notices}
      deadlines={deadlines}
    >
      <Pager list={partnerNotices} view={chosen} path={base} after={after} next={next} />
    </NoticeSection>
  )
  return (
    <LiveList
      key={answered}
      keys={notices.map(({ id }) => id)}
      path={partnerNotices.href(chosen, after, base)}
    >
      <LiveParts parts={{ [notices.length > 0 ? 'found' : 'none']: section }} />
    </LiveList>
  )
}

async function renderNothing({ grant, environment, base }: Pick<Shown, 'grant' | 'environment' | 'base'>) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.page')
  return (
    <EmptyState
      icon="bell"
      title={t('empty')}
      action={
        <>
          {asEditor(grant) ? (
            <ButtonLink href={`${base}/test`} variant="primary">
              {t('test')}
            </ButtonLink>
          ) : null}
          <ButtonLink href={`${base}/reach`}>{t('reach')}</ButtonLink>
        </>
      }
    >
      {environment === 'sandbox' ? t('emptySandbox') : t('emptyText', { programme })}
    </EmptyState>
  )
}

type NoticeSectionProps = Pick<Shown, 'grant' | 'base' | 'chosen'> & {
  after?: Place | undefined
  title: string
  lead?: string | undefined
  none?: string | undefined
  notices: readonly NoticeRow[]
  deadlines: Deadlines
  /** Link to the notices that are not shown here. */
  more?: { href: string; label: string } | null | undefined
  children?: ReactNode | undefined
}

function NoticeSection(props: NoticeSectionProps) {
  const { grant, base, chosen, after = null, title, lead, none, notices, deadlines, more, children } = props
  const href = (sort: NoticeSort) => partnerNotices.href({ ...chosen, sort }, null, base)
  const from = { from: 'notices', view: partnerNotices.href(chosen, after, '') } as const
  const actions = unlessReadOnly(grant, answerActions)
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="text-title">{title}</h2>
        {lead ? <p className="mt-1 max-w-measure text-muted max-sm:text-small">{lead}</p> : null}
      </div>
      {notices.length > 0 ? (
        <NoticeTable
          caption={title}
          base={base}
          notices={notices}
          due
          deadlines={deadlines}
          sort={(by) => sortLink(by, { now: chosen.sort, defaultSort: mostUrgentFirst, href })}
          whatToDo={(notice) => (
            <div className="mt-1.5 [&:not(:has(button,[role]:not(:empty)))]:hidden print:hidden">
              <AnswerButton grant={grant} notice={notice} actions={actions} from={from} />
            </div>
          )}
        />
      ) : (
        <p className="text-muted">{none}</p>
      )}
      {more ? (
        <p>
          <Link href={more.href}>{more.label}</Link>
        </p>
      ) : null}
      {children}
    </section>
  )
}

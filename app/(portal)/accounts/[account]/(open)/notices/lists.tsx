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
import { listFound } from '#/lib/notices/views/found-notices.ts'
import {
  isUsualOrder,
  mostUrgentFirst,
  type NoticeSort,
  newestFirst,
  type PartnerView,
  partnerNotices,
} from '#/lib/notices/views/lists.ts'
import { listNotices, type NoticeRow, noticesPerPage } from '#/lib/notices/views/queries.ts'
import { listLessUrgent, listUrgent } from '#/lib/notices/views/urgency.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { answerActions } from './answer-actions.ts'

type Shown = {
  grant: AccountGrant
  read: Reader
  environment: AccountEnvironment
  base: string
  chosen: PartnerView
  /** What the last answer was, so that the list is shown anew after it. */
  answered: string
}

const fewExercises = 5
const fewClosed = 10

/** The overview: urgent notices, other open ones, past ones, and tests. */
export async function renderNoticeLists(page: Shown) {
  const { grant, read, environment, base, chosen } = page
  const t = await getTranslations('notices.page')
  const filter = { ...chosen, environment }
  const events = { ...filter, kind: 'event' } as const
  const most = noticesPerPage + 1
  const urgent = await listUrgent(read, grant, events, most)
  const current = await listLessUrgent(read, grant, events, most)
  const closed = await listNotices(read, grant, { ...events, state: 'closed' }, null)
  const exercises = await listNotices(read, grant, { ...filter, kind: 'exercise' }, null)
  const isUrgent = new Set(urgent.map(({ id }) => id))
  const past = closed.notices.filter(({ id }) => !isUrgent.has(id))
  const shown = {
    urgent: urgent.slice(0, noticesPerPage),
    current: current.slice(0, noticesPerPage),
    closed: past.slice(0, fewClosed),
    exercises: exercises.notices.slice(0, fewExercises),
  }
  const all = Object.values(shown).flat()
  const deadlines = await findOwnDeadlines(read, grant, all)
  const isEmpty = all.length === 0 && !chosen.category
  const way = (label: string, asked: Partial<PartnerView>, isNeeded: boolean) =>
    isNeeded ? { href: partnerNotices.href({ ...chosen, ...asked }, null, base), label } : null
  const parts = {
    nothing: isEmpty && (await renderNothing({ grant, environment, base })),
    urgent: urgent.length > 0 && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('urgent')}
        lead={t('urgentLead')}
        notices={shown.urgent}
        view={{ state: 'open', sort: mostUrgentFirst }}
        more={way(t('allCurrent'), { state: 'open' }, urgent.length === most)}
      />
    ),
    current: !isEmpty && (urgent.length === 0 || current.length > 0) && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('current')}
        none={t('currentNone')}
        notices={shown.current}
        view={{ state: 'open', sort: mostUrgentFirst }}
        more={way(t('allCurrent'), { state: 'open' }, current.length === most)}
      />
    ),
    closed: !isEmpty && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('closed')}
        none={t('closedNone')}
        notices={shown.closed}
        view={{ state: 'closed' }}
        more={way(t('allClosed'), { state: 'closed' }, past.length > fewClosed)}
      />
    ),
    exercises: shown.exercises.length > 0 && (
      <NoticeSection
        {...page}
        deadlines={deadlines}
        title={t('exercises')}
        notices={shown.exercises}
        view={{ kind: 'exercise' }}
        more={way(t('allExercises'), { kind: 'exercise' }, exercises.notices.length > fewExercises)}
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

/** The notices that somebody searched, filtered or sorted, one page of them. */
export async function renderFound(shown: Shown & { after: Place }) {
  const { grant, read, environment, base, chosen, after, answered } = shown
  const t = await getTranslations('notices.page')
  const { notices, next, refused } = await findOrRefuse(
    () => listFound(read, grant, { ...chosen, environment }, after),
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
      <Pager
        list={partnerNotices}
        view={chosen}
        path={base}
        after={after}
        next={next}
        {...(isUsualOrder(chosen.sort) && { words: { first: t('newest'), next: t('older') } })}
      />
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
  /** What the view that a header sorts has beside the chosen filters. */
  view?: Partial<PartnerView> | undefined
  /** Link to the notices that are not shown here. */
  more?: { href: string; label: string } | null | undefined
  children?: ReactNode | undefined
}

function NoticeSection(props: NoticeSectionProps) {
  const {
    grant,
    base,
    chosen,
    after = null,
    title,
    lead,
    none,
    notices,
    deadlines,
    view,
    more,
    children,
  } = props
  const sorted = { ...chosen, ...view }
  const href = (sort: NoticeSort) => partnerNotices.href({ ...sorted, sort }, null, base)
  const from = { from: 'notices', view: partnerNotices.href(chosen, after, '') } as const
  const actions = unlessReadOnly(grant, answerActions)
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="text-title">{title}</h2>
        {lead ? <p className="mt-1 max-w-measure text-muted">{lead}</p> : null}
      </div>
      {notices.length > 0 ? (
        <NoticeTable
          caption={title}
          base={base}
          notices={notices}
          due
          deadlines={deadlines}
          sort={(by) => sortLink(by, { now: sorted.sort, usual: newestFirst, href })}
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

import { getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { Badge, type BadgeLook } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import {
  type AccountOutcome,
  type AnnouncementOutcome,
  messageOutcomeOf,
  type OutcomeView,
  outcomeList,
  outcomeViews,
} from '#/lib/notices/announcements/outcome.ts'
import { listOutcomes, type OutcomeRow } from '#/lib/notices/announcements/outcome-queries.ts'
import type { AnnouncementView } from '#/lib/notices/announcements/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type OutcomeListProps = {
  read: Reader
  grant: StaffGrant
  found: AnnouncementView
  outcome: AnnouncementOutcome
  query: PageQuery
}

const looks: Record<AccountOutcome, BadgeLook> = {
  reached: { meaning: 'good' },
  trying: { meaning: 'information', icon: 'mail' },
  failed: { meaning: 'bad' },
  paused: { meaning: 'neutral', icon: 'lock' },
  bouncing: { meaning: 'bad' },
  nobody: { meaning: 'bad' },
  waiting: { meaning: 'neutral', icon: 'clock' },
  gone: { meaning: 'neutral' },
}

export async function renderOutcomeList({ read, grant, found, outcome, query }: OutcomeListProps) {
  const { id, asksAnswer } = found
  const { show } = outcomeList.read(query)
  const after = outcomeList.after(query)
  const { rows, next } = await listOutcomes(read, grant, id, { show, after })
  const t = await getTranslations('announcements')
  const named = await namePeople()
  const countOf = countViews(outcome, asksAnswer)
  const columns: Columns<OutcomeRow> = [
    {
      header: t('outcome.account'),
      breakable: true,
      cell: ({ slug, name }) => <Link href={`/admin/accounts/${slug}`}>{name}</Link>,
    },
    {
      header: t('outcome.state'),
      cell: (row) => <Badge {...looks[row.outcome]}>{t(`outcome.accountStates.${row.outcome}`)}</Badge>,
    },
    { header: t('outcome.deliveries'), cell: ({ messages }) => formatMessages(messages) },
    asksAnswer && {
      header: t('outcome.answer'),
      cell: ({ acknowledgedAt, acknowledgedAs, noticeId }) =>
        acknowledgedAt === null ? (
          <span className="text-muted">{noticeId === null ? '–' : t('outcome.noAnswer')}</span>
        ) : (
          <Instant at={acknowledgedAt} by={t('outcome.by', { name: named(acknowledgedAs) })} />
        ),
    },
    {
      header: t('outcome.notice'),
      headerHidden: true,
      cell: ({ noticeId, name }) =>
        noticeId === null ? null : (
          <Link href={`/admin/notices/${noticeId}`} className="whitespace-nowrap">
            {t('outcome.notice')}
            <span className="sr-only"> {name}</span>
          </Link>
        ),
    },
  ]
  function formatMessages(messages: OutcomeRow['messages']) {
    const parts = messages.map(({ status, count }) =>
      t(`outcome.statuses.${messageOutcomeOf(status)}`, { count }),
    )
    return parts.join(', ') || '–'
  }
  const list = { list: outcomeList, view: { show }, path: `/admin/announcements/${id}` }
  return (
    <section className="flex flex-col gap-4">
      <ListTabs
        {...list}
        name="show"
        values={outcomeViews.filter((one) => one === 'all' || one === show || countOf[one] > 0)}
        label={t('outcome.tabs')}
        text={(one) => t(`outcome.views.${one}`)}
        count={(one) => countOf[one]}
      />
      <PagedList
        {...list}
        rows={rows}
        after={after}
        next={next}
        words={{ first: t('first') }}
        empty={{ icon: 'people', title: t('outcome.empty') }}
        zoned={false}
      >
        <StackingTable
          caption={t('outcome.list')}
          columns={columns}
          rows={rows}
          rowKey={({ slug }) => slug}
        />
      </PagedList>
    </section>
  )
}

function countViews(
  { accounts, acknowledged, notified }: AnnouncementOutcome,
  asksAnswer: boolean,
): Record<OutcomeView, number> {
  const all = Object.values(accounts).reduce((sum, some) => sum + some, 0)
  return { ...accounts, all, acknowledged, unanswered: asksAnswer ? notified - acknowledged : 0 }
}

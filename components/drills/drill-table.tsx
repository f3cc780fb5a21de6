import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { DrillOutcome } from '#/lib/notices/drills/outcome.ts'
import type { ListedDrill } from '#/lib/notices/drills/queries.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

export async function DrillTable({ drills }: { drills: readonly ListedDrill[] }) {
  const t = await getTranslations('drills.list')
  return (
    <StackingTable
      caption={t('title')}
      rows={drills}
      rowKey={({ id }) => id}
      few
      columns={[
        {
          header: t('columns.account'),
          breakable: true,
          cell: ({ account: { slug, name } }) => (
            <Link href={`/admin/accounts/${slug}`} className="font-medium">
              {name}
            </Link>
          ),
        },
        {
          header: t('columns.at'),
          cell: ({ at }) => (
            <span className="whitespace-nowrap">
              <Instant at={at} />
            </span>
          ),
        },
        { header: t('columns.outcome'), breakable: true, cell: (drill) => <Outcome drill={drill} /> },
        {
          header: t('columns.asked'),
          breakable: true,
          cell: ({ askedBy }) => askedBy || <span className="text-muted">{t('rhythm')}</span>,
        },
      ]}
    />
  )
}

async function Outcome({ drill }: { drill: ListedDrill }) {
  const t = await getTranslations('drills.list')
  const named = await namePeople()
  const { outcome, reachedAfter, answeredBy, noticeId } = drill
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <OutcomeBadge outcome={outcome} reachedAfter={reachedAfter} />
      {outcome === 'reached' && answeredBy ? (
        <span className="text-muted">{t('by', { name: named(answeredBy) })}</span>
      ) : null}
      {outcome === 'unsent' ? <span className="text-muted">{t('why')}</span> : null}
      {noticeId ? <Link href={`/admin/notices/${noticeId}`}>{t('notice')}</Link> : null}
    </span>
  )
}

const meanings = {
  waiting: 'information',
  reached: 'good',
  unanswered: 'bad',
  unsent: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<DrillOutcome, string>

type OutcomeBadgeProps = { outcome: DrillOutcome; reachedAfter: number | null }

async function OutcomeBadge({ outcome, reachedAfter }: OutcomeBadgeProps) {
  const t = await getTranslations('drills.outcomes')
  const duration = formatDuration(reachedAfter ?? 0, await getLocale(), 'short')
  return <Badge meaning={meanings[outcome]}>{t(outcome, { duration })}</Badge>
}

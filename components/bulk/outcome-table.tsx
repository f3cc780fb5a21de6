import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge, type BadgeLook } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { BulkOutcome, BulkSkip } from '#/db/words/bulk.ts'
import type { BulkOutcomeRow } from '#/lib/admin/bulk/queries.ts'

const looks: Record<BulkOutcome | 'left', BadgeLook> = {
  waiting: { meaning: 'neutral', icon: 'clock' },
  done: { meaning: 'good' },
  skipped: { meaning: 'neutral' },
  failed: { meaning: 'bad' },
  left: { meaning: 'neutral' },
}

type BulkOutcomeTableProps = {
  rows: readonly BulkOutcomeRow[]
  /** Nothing more happens: an account that waits is left out. */
  ended: boolean
}

export async function BulkOutcomeTable({ rows, ended }: BulkOutcomeTableProps) {
  const t = await getTranslations('bulk')
  const cases = await getTranslations('cases')
  return (
    <StackingTable
      caption={t('outcome.list')}
      few
      rows={rows}
      rowKey={({ slug }) => slug}
      columns={[
        {
          header: t('outcome.account'),
          breakable: true,
          cell: ({ slug, name }) => <Link href={`/admin/accounts/${slug}`}>{name}</Link>,
        },
        {
          header: t('outcome.result'),
          cell: ({ outcome, why }) => {
            const shown = ended && outcome === 'waiting' ? 'left' : outcome
            return (
              <span className="flex flex-wrap items-center gap-2">
                <Badge {...looks[shown]}>{t(`outcomes.${shown}`)}</Badge>
                {why ? <span>{t(`why.${why as BulkSkip}`, { count: 1 })}</span> : null}
              </span>
            )
          },
        },
        {
          header: t('outcome.made'),
          cell: ({ caseNumber: number, drill }) => (
            <>
              {number === null ? null : (
                <Link href={`/admin/cases/${number}`}>{cases('number', { number })}</Link>
              )}
              {drill ? (
                <Link href={`/admin/notices/${drill.noticeId}`}>{t(`drills.${drill.outcome}`)}</Link>
              ) : null}
            </>
          ),
        },
        { header: t('outcome.at'), cell: ({ doneAt }) => <Instant at={doneAt} never="–" /> },
      ]}
    />
  )
}

import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { BulkState } from '#/db/words/bulk.ts'
import type { NamedRun } from '#/lib/admin/bulk/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

const meanings = {
  listing: 'information',
  running: 'information',
  stopped: 'attention',
  done: 'good',
} as const satisfies Record<BulkState, string>

export async function RunState({ state }: { state: BulkState }) {
  const t = await getTranslations('bulk.states')
  return <Badge meaning={meanings[state]}>{t(state)}</Badge>
}

export async function RunTable({ runs }: { runs: readonly NamedRun[] }) {
  const t = await getTranslations('bulk')
  const named = await namePeople()
  return (
    <StackingTable
      caption={t('title')}
      few
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('columns.work'),
          cell: ({ id, work }) => <Link href={`/admin/bulk/${id}`}>{t(`kinds.${work.kind}`)}</Link>,
        },
        { header: t('columns.state'), cell: ({ state }) => <RunState state={state} /> },
        { header: t('columns.accounts'), align: 'end', cell: ({ accounts }) => accounts },
        { header: t('columns.by'), breakable: true, cell: ({ startedByName }) => named(startedByName) },
        { header: t('columns.started'), cell: ({ startedAt }) => <Instant at={startedAt} /> },
      ]}
    />
  )
}

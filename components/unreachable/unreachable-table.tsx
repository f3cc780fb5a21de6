import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { StackingTable } from '#/components/ui/stacking-table.tsx'
import { NextSteps } from '#/components/unreachable/next-steps.tsx'
import { Reasons } from '#/components/unreachable/reasons.tsx'
import type { SilentAddress } from '#/components/unreachable/silent-addresses.tsx'
import type { IntegrationState } from '#/db/words/accounts.ts'
import type { Unreachable } from '#/lib/accounts/reachability/policy.ts'

export type UnreachableRow = {
  id: string
  slug: string
  name: string
  state: IntegrationState
  reasons: readonly Unreachable[]
  emergency: number
  silent: readonly SilentAddress[]
  unanswered: string | null
  unsent: boolean
  waiting: string | null
}

/** The accounts that cannot be reached: why, since when, which addresses, and what to do. */
export async function UnreachableTable({ rows }: { rows: readonly UnreachableRow[] }) {
  const t = await getTranslations('unreachable')
  return (
    <StackingTable
      caption={t('list')}
      rows={rows}
      rowKey={({ id }) => id}
      unfolds
      few
      columns={[
        {
          id: 'account',
          header: t('columns.account'),
          rowHeader: true,
          breakable: true,
          cell: ({ slug, name, state }) => (
            <span className="flex flex-col items-start gap-1 tabled:min-w-28">
              <Link href={`/admin/accounts/${slug}`} prefetch={false} className="font-medium">
                {name}
              </Link>
              <StateBadge state={state} />
            </span>
          ),
        },
        {
          id: 'why',
          header: t('columns.why'),
          breakable: true,
          wide: true,
          cell: (row) => <Reasons {...row} />,
        },
        { id: 'next', header: t('columns.next'), cell: (row) => <NextSteps {...row} /> },
      ]}
    />
  )
}

import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { StackingTable } from '#/components/ui/stacking-table.tsx'
import type { TakenStep } from '#/lib/changes/launch/history-queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** The steps of an account's integration: what was decided, when, by whom and why. */
export async function StepHistory({ steps }: { steps: readonly TakenStep[] }) {
  const t = await getTranslations('adminAccount.history')
  const named = await namePeople()
  if (steps.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <StackingTable
      caption={t('title')}
      rows={steps}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'step',
          header: t('step'),
          rowHeader: true,
          cell: ({ step, state }) => (
            <span className="flex flex-wrap items-center gap-2">
              {t(`steps.${step}`)} <StateBadge state={state} />
            </span>
          ),
        },
        { id: 'at', header: t('at'), cell: ({ at }) => <Instant at={at} /> },
        { id: 'by', header: t('by'), breakable: true, cell: ({ by }) => named(by) || t('somebody') },
        {
          id: 'reason',
          header: t('reason'),
          breakable: true,
          cell: ({ reason }) => (
            <span dir="auto" className="whitespace-pre-line">
              {reason}
            </span>
          ),
        },
      ]}
    />
  )
}

import { getTranslations } from 'next-intl/server'
import { StackingTable } from '#/components/ui/stacking-table.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { RetentionStanding } from '#/lib/privacy/retention/queries.ts'

/** Each thing that is not kept for ever: how long, where that is set, and how much of it goes at the next run. */
export async function RetentionTable({ rules }: { rules: readonly RetentionStanding[] }) {
  const t = await getTranslations('closing.retention')
  const settings = await getTranslations('adminSettings.deadlines')
  const format = await getFormatter()
  return (
    <StackingTable
      caption={t('list')}
      rows={rules}
      rowKey={({ name }) => name}
      columns={[
        {
          id: 'what',
          header: t('columns.what'),
          rowHeader: true,
          cell: ({ name }) => t(`what.${name}`),
        },
        {
          id: 'kept',
          header: t('columns.kept'),
          cell: ({ days }) => settings('unit.days', { count: days }),
        },
        {
          id: 'set',
          header: t('columns.set'),
          cell: ({ setting }) => (setting === null ? t('fixed') : settings(`fields.${setting}.name`)),
        },
        {
          id: 'waiting',
          header: t('columns.waiting'),
          cell: ({ waiting, more }) => (more ? t('atLeast', { count: waiting }) : format.number(waiting)),
        },
      ]}
    />
  )
}

import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { listRetention, type RetentionStatus } from '#/lib/privacy/retention/queries.ts'
import { readLastRun } from '#/lib/privacy/retention/run.ts'

/** Shows retention periods, the amount waiting for deletion, and the last run. */
export default definePage('/admin/settings/retention', admin, async ({ grant, read }) => {
  const t = await getTranslations('closing.retention')
  const format = await getFormatter()
  const ranAt = await readLastRun(read)
  return (
    <SettingsPage title={t('title')} lead={t('lead')} zoned>
      <p>
        {ranAt === null
          ? t('never')
          : t('ran', { at: format.dateTime(ranAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
      </p>
      <RetentionTable rules={await listRetention(read, grant)} />
      <p>{t('rest')}</p>
      <p>
        <Link href="/admin/settings/deadlines">{t('change')}</Link>
      </p>
    </SettingsPage>
  )
})

/** Lists each kind of data with its period, the setting for it, and how much the next run deletes. */
async function RetentionTable({ rules }: { rules: readonly RetentionStatus[] }) {
  const t = await getTranslations('closing.retention')
  const settings = await getTranslations('adminSettings.deadlines')
  const format = await getFormatter()
  return (
    <StackingTable
      caption={t('list')}
      few
      rows={rules}
      rowKey={({ name }) => name}
      columns={[
        { header: t('columns.what'), cell: ({ name }) => t(`what.${name}`) },
        { header: t('columns.kept'), cell: ({ days }) => settings('unit.days', { count: days }) },
        {
          header: t('columns.set'),
          cell: ({ setting }) => (setting === null ? t('fixed') : settings(`fields.${setting}.name`)),
        },
        {
          header: t('columns.waiting'),
          align: 'end',
          cell: ({ waiting, more }) => (more ? t('atLeast', { count: waiting }) : format.number(waiting)),
        },
      ]}
    />
  )
}

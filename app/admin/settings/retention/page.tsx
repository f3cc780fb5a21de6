import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { RetentionTable } from '#/components/retention/retention-table.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { getFormatter } from '#/i18n/formatter.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { listRetention } from '#/lib/retention/queries.ts'
import { readLastRun } from '#/lib/retention/run.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

/** What is kept how long, how much waits to be deleted, and when that was last done. */
export default definePage(async () => {
  const grant = await requireStaff('admin')
  const { read } = await getStore()
  const t = await getTranslations('closing.retention')
  const format = await getFormatter()
  const { programmeName } = await currentSettings()
  const ranAt = await readLastRun(read)
  return (
    <SettingsPage title={t('title')} lead={t('lead')} programmeName={programmeName}>
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
      <ZoneNote />
    </SettingsPage>
  )
})

import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { RetentionTable } from '#/components/privacy/retention-table.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { listRetention } from '#/lib/privacy/retention/queries.ts'
import { readLastRun } from '#/lib/privacy/retention/run.ts'

/** What is kept how long, how much waits to be deleted, and when that was last done. */
export default definePage('/admin/settings/retention', admin, async ({ grant, read }) => {
  const t = await getTranslations('closing.retention')
  const format = await getFormatter()
  const ranAt = await readLastRun(read)
  return (
    <SettingsPage title={t('title')} lead={t('lead')}>
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

import { getTimeZone, getTranslations } from 'next-intl/server'

/** Names, once for a page or a table, the zone its times are shown in (product.md). */
export async function ZoneNote() {
  const t = await getTranslations('common')
  return <p className="text-muted text-small">{t('timesIn', { zone: await getTimeZone() })}</p>
}

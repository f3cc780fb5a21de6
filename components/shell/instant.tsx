import { getTimeZone, getTranslations } from 'next-intl/server'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

/**
 * A day and time in the reader's zone, which a `ZoneNote` on the page names; broken, if at all, between the two. `at`:
 * milliseconds UTC.
 */
export async function Instant({ at }: { at: number }) {
  const format = await getFormatter()
  return (
    <time dateTime={new Date(at).toISOString()} className="tabular-nums">
      {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }).replace(/(?<!,) /g, '\u00a0')}
    </time>
  )
}

/** Names, once for a page or a table, the zone its times are shown in (product.md). */
export async function ZoneNote() {
  const t = await getTranslations('common')
  return <p className="text-muted text-small">{t('timesIn', { zone: await getTimeZone() })}</p>
}

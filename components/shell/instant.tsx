import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'

type InstantProps = ({ at: number; never?: undefined } | { at: number | null; never: string }) & {
  /** Who did it, on a line below. */
  by?: ReactNode
}

/** A time (milliseconds UTC) in the reader's zone, which a `ZoneNote` on the page names. Without one, `never`. */
export async function Instant({ at, never, by }: InstantProps) {
  const format = await getFormatter()
  if (at === null) return <span className="text-muted">{never}</span>
  return (
    <>
      <time dateTime={new Date(at).toISOString()} className="tabular-nums">
        {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }).replace(/(?<!,) /g, '\u00a0')}
      </time>
      {by ? <span className="block text-muted">{by}</span> : null}
    </>
  )
}

/** Names the zone of all times on a page or in a table (product.md). */
export async function ZoneNote() {
  const t = await getTranslations('common')
  return <p className="text-muted text-small">{t('timesIn', { zone: await nameReaderZone() })}</p>
}

import type { Locale } from '#/db/words/people.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { minute } from '#/lib/platform/values/clock.ts'

const hoursInMinutes = 60
const dayInMinutes = 24 * hoursInMinutes

/**
 * A duration in milliseconds as people say it: `45 minutes`, `3 hours, 20 minutes`, from two days on `366 days`; at
 * least a minute. `short` is for badges: `3 hrs, 20 mins`.
 */
export function formatDuration(
  milliseconds: number,
  locale: Locale,
  style: 'long' | 'short' = 'long',
): string {
  const minutes = Math.max(1, Math.round(milliseconds / minute))
  const format = new Intl.DurationFormat(dateTag(locale), { style })
  if (minutes >= 2 * dayInMinutes) return format.format({ days: Math.round(minutes / dayInMinutes) })
  return format.format({ hours: Math.floor(minutes / hoursInMinutes), minutes: minutes % hoursInMinutes })
}

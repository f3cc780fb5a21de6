import type { SupportWindow } from '#/db/words/accounts.ts'
import { isOpenAt } from '#/lib/contacts/hours/hours.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'

/** Night hours in the recipient's zone. */
const night = { from: 22, until: 7 } as const

/** Whether a drill would come at night: `at` is night in the recipient's zone (IANA), and outside of the support hours. */
export function isNightFor({
  at,
  zone,
  hours,
}: {
  at: number
  zone: string
  hours: readonly SupportWindow[]
}) {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(firstKnownZone(zone))
  return (hour >= night.from || hour < night.until) && !isOpenAt(hours, at)
}

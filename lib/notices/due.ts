import type { ContactInformation } from '#/lib/contacts/schema.ts'

/** The zone in which an account's business days are counted: that of its first support hours (notices.md, Routing). */
export function businessZone(contacts: ContactInformation | null): string {
  return contacts?.['support-hours'][0]?.zone ?? 'UTC'
}

/**
 * The same local time `days` business days after `at` (milliseconds UTC). Business days are Monday to Friday; Saturday and
 * Sunday count from Monday 00:00; holidays are not known (notices.md, Routing).
 */
export function dueAfter(at: number, days: number, zone: string): number {
  let local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  if (isWeekend(local)) local = local.add({ days: 8 - local.dayOfWeek }).startOfDay()
  for (let left = days; left > 0; ) {
    local = local.add({ days: 1 })
    if (!isWeekend(local)) left--
  }
  return local.epochMilliseconds
}

function isWeekend({ dayOfWeek }: Temporal.ZonedDateTime): boolean {
  return dayOfWeek > 5
}

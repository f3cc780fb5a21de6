/**
 * The same local time `days` business days after `at` (milliseconds UTC). Business days are Monday to Friday; Saturday and
 * Sunday count from Monday 00:00; holidays are not known (notices.md, Routing).
 */
export function dueAfter(at: number, days: number, zone: string): number {
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  let date = from.toPlainDate()
  // Null: the start of the day, which is not 00:00 where clocks go forward at midnight.
  const time = isWeekend(date) ? null : from.toPlainTime()
  if (isWeekend(date)) date = date.add({ days: 8 - date.dayOfWeek })
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (!isWeekend(date)) left--
  }
  return date.toZonedDateTime({ timeZone: zone, ...(time && { plainTime: time }) }).epochMilliseconds
}

function isWeekend({ dayOfWeek }: Temporal.PlainDate): boolean {
  return dayOfWeek > 5
}

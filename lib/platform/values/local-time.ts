const localMinute = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/

/** Milliseconds UTC of a browser's `datetime-local` text in a zone (IANA); null if it is none. */
export function readLocalTime(text: string, zone: string): number | null {
  const typed = text.trim()
  if (!localMinute.test(typed)) return null
  try {
    const local = Temporal.PlainDateTime.from(typed.replace(' ', 'T'), { overflow: 'reject' })
    return local.toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}

/** The text of a `datetime-local` field for a time (milliseconds UTC) in a zone (IANA), to the minute. */
export function writeLocalTime(at: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' })
}

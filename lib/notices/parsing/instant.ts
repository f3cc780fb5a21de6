const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,18}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

export type SentInstant = {
  at: number /** In UTC, with every digit of the seconds that was sent. */
  utc: string
}

/** Parses an instant of RFC 3339 to milliseconds UTC, or null. A leap second becomes the millisecond before it. */
export function parseInstant(text: string): SentInstant | null {
  const match = rfc3339.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  if (hour === undefined || minute === undefined || second === undefined) return null
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60) return null
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (offsetHour > 23 || offsetMinute > 59) return null

  const offset = (match[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000
  const wholeSeconds = new Date(0)
  wholeSeconds.setUTCFullYear(year, month - 1, day)
  wholeSeconds.setUTCHours(hour, minute, Math.min(second, 59))
  const whole = wholeSeconds.getTime() - offset
  const fraction = second === 60 ? '999' : (match[7] ?? '')
  const at = whole + Number(fraction.padEnd(3, '0').slice(0, 3))
  const utc = `${new Date(whole).toISOString().slice(0, -5)}${fraction && `.${fraction}`}Z`
  return { at, utc }
}

function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** Caps the event's time at its arrival: a sender's clock may be ahead of ours. */
export function clampToArrival(said: SentInstant | null, receivedAt: number): number | null {
  return said && Math.min(said.at, receivedAt)
}

import type { SupportWindow } from '#/db/words/accounts.ts'
import { weekdays } from '#/lib/contacts/hours/week.ts'
import { groupByZone } from '#/lib/contacts/hours/windows.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { globalNumber, helpLink } from './links.ts'
import type { PublishedBrand } from './queries.ts'

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Describes the brand's support in schema.org terms at `at` (milliseconds UTC). `page`: the brand page's address. */
export function describeBrand({ name, support, hours }: PublishedBrand, page: string, at: number) {
  const { address, phone, helpUrl } = support
  const url = helpLink(helpUrl)
  const hoursAvailable = describeHours(hours, at)
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name,
    mainEntityOfPage: page,
    contactPoint: {
      '@type': 'ContactPoint',
      contactType: 'customer support',
      email: address,
      ...(phone && { telephone: globalNumber(phone) ?? phone }),
      ...(url && { url }),
      ...(hoursAvailable.length > 0 && { hoursAvailable }),
    },
  }
}

/**
 * Hours as schema.org's `OpeningHoursSpecification`. It knows no zone, but its times can carry an offset. So each window
 * appears twice: with its zone's offset until the clocks change, and with the offset from then on
 * (docs/decisions/028-brand-page.md).
 */
export function describeHours(hours: readonly SupportWindow[], at: number) {
  return groupByZone(hours).flatMap(([zone, windows]) =>
    listPeriods(zone, at).flatMap(({ offset, ...valid }) =>
      windows.map((window) => ({
        '@type': 'OpeningHoursSpecification',
        dayOfWeek: weekdays
          .filter((day) => window.days.includes(day))
          .map((day) => `https://schema.org/${dayNames[day - 1]}`),
        ...describeTimes(window, offset),
        ...valid,
      })),
    ),
  )
}

type Period = { offset: string; validFrom?: string; validThrough?: string }

/** The current offset, and the one between the next two clock changes. Empty for a removed zone. */
function listPeriods(zone: string, at: number): Period[] {
  if (!isKnownZone(zone)) return []
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const change = now.getTimeZoneTransition('next')
  if (change === null) return [{ offset: now.offset }]
  const following = change.getTimeZoneTransition('next')
  return [
    { offset: now.offset, validThrough: change.toString({ timeZoneName: 'never' }) },
    {
      offset: change.offset,
      validFrom: change.toString({ timeZoneName: 'never' }),
      ...(following && { validThrough: following.toString({ timeZoneName: 'never' }) }),
    },
  ]
}

/** A closing time at or before the opening time is on the next day; a whole day ends with its last second. */
function describeTimes({ opens, closes }: SupportWindow, offset: string): { opens: string; closes: string } {
  const wholeDay = opens === '00:00' && closes === '24:00'
  const end = wholeDay ? '23:59:59' : `${closes === '24:00' ? '00:00' : closes}:00`
  return { opens: `${opens}:00${offset}`, closes: `${end}${offset}` }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { isOpenAt } from '#/lib/contacts/hours/hours.ts'
import { anyWindow } from '#/tests/minute-walk.ts'
import { readStructuredData } from '#/tests/structured-data.ts'
import { jsonForScript } from './markup.ts'
import { describeBrand, describeHours } from './structured-data.ts'

const at = Date.parse('2026-11-25T12:00:00Z')
const hours: SupportWindow[] = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
  { days: [6], opens: '22:00', closes: '02:30', zone: 'Asia/Kathmandu' },
  { days: [7], opens: '00:00', closes: '24:00', zone: 'Asia/Kathmandu' },
  { days: [7], opens: '18:00', closes: '24:00', zone: 'Asia/Kathmandu' },
]
const brand = {
  slug: 'brand',
  name: 'Brand </script><script>alert(1)</script>',
  support: {
    address: 'help@brand.example',
    phone: '+39 080 555 0100',
    helpUrl: 'https://brand.example/help',
  },
  hours,
}
const page = 'https://portal.example/brands/brand'

describe('a brand in schema.org terms', () => {
  const point = { '@type': 'ContactPoint', contactType: 'customer support', email: 'help@brand.example' }

  test('is an organisation with one point of contact', () => {
    expect(describeBrand(brand, page, at)).toMatchObject({
      '@type': 'Organization',
      name: brand.name,
      contactPoint: { ...point, telephone: '+390805550100', url: 'https://brand.example/help' },
    })
  })

  test('omits empty fields and invalid links, and passes a validator', async () => {
    const support = { ...brand.support, phone: '', helpUrl: 'javascript:alert(1)' }
    const described = describeBrand({ ...brand, hours: [], support }, page, at)
    expect(described.contactPoint).toEqual(point)
    const data = `<script type="application/ld+json">${jsonForScript(described).text}</script>`
    expect((await readStructuredData(`<!doctype html><title>x</title>${data}`)).faults).toEqual([])
  })
})

describe('its hours', () => {
  test('carry the offset of each period between clock changes; past midnight, to midnight, and a whole day', () => {
    const [rome, romeThen, ...kathmandu] = describeHours(hours, at)
    const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map(
      (day) => `https://schema.org/${day}`,
    )
    expect(rome).toEqual({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: days,
      opens: '09:00:00+01:00',
      closes: '18:00:00+01:00',
      validThrough: '2027-03-28T03:00:00+02:00',
    })
    expect(romeThen).toMatchObject({
      opens: '09:00:00+02:00',
      validFrom: '2027-03-28T03:00:00+02:00',
      validThrough: '2027-10-31T02:00:00+01:00',
    })
    expect(kathmandu.map(({ opens, closes }) => [opens, closes])).toEqual([
      ['22:00:00+05:45', '02:30:00+05:45'],
      ['00:00:00+05:45', '23:59:59+05:45'],
      ['18:00:00+05:45', '00:00:00+05:45'],
    ])
    expect(kathmandu.some((one) => 'validThrough' in one || 'validFrom' in one)).toBe(false)
  })

  test('omit a removed zone', () => {
    expect(describeHours([{ days: [1], opens: '09:00', closes: '18:00', zone: 'Mars/Base' }], at)).toEqual([])
  })

  test('match the windows at every minute, across clock changes', () => {
    const starts = ['2026-03-26', '2026-04-02', '2026-10-01', '2026-10-22', '2026-10-29', '2026-11-25']
    fc.assert(
      fc.property(
        fc.array(anyWindow(), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...starts.map((date) => Date.parse(`${date}T00:00:00Z`))),
        fc.array(fc.integer({ min: 0, max: 120 * 1440 }), { minLength: 20, maxLength: 40 }),
        (windows, start, minutes) => {
          const said = describeHours(windows, start)
          // Mistakes live around the clock changes.
          const near = minutes.map((minute) => minute % (8 * 1440))
          for (const instant of [...minutes, ...near].map((minute) => start + minute * 60_000))
            expect(said.some((one) => readsAsOpen(one, instant))).toBe(isOpenAt(windows, instant))
        },
      ),
      { numRuns: 60 },
    )
  })
})

type Said = ReturnType<typeof describeHours>[number]

/** As schema.org defines it: valid from and through, by the offset; it ends on the next day if it closes before it opens. */
function readsAsOpen(said: Said, instant: number): boolean {
  if ('validFrom' in said && instant < Date.parse(String(said.validFrom))) return false
  if ('validThrough' in said && instant >= Date.parse(String(said.validThrough))) return false
  const offset = said.opens.slice(8)
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(offset)
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  const opensOn = (day: number) => said.dayOfWeek.includes(`https://schema.org/${names[(day + 6) % 7]}`)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' })
  const [opens, closes] = [said.opens.slice(0, 8), said.closes.slice(0, 8)]
  if (opens < closes) return opensOn(local.dayOfWeek) && opens <= time && time < closes
  return (opensOn(local.dayOfWeek) && opens <= time) || (opensOn(local.dayOfWeek - 1) && time < closes)
}

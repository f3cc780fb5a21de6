import { describe, expect, test } from 'vitest'
import { formatOffset, zoneFinder } from '#/lib/platform/values/zone-search.ts'
import { canonicalZone, listZones } from '#/lib/platform/values/zones.ts'
import { listZoneChoices, readZone } from './zone-choices.ts'

const finders = { en: zoneFinder(listZoneChoices('en')), it: zoneFinder(listZoneChoices('it')) }

describe('finding time zones', () => {
  test.each([
    ['a city in the reader’s language', 'it', 'Roma', 'Europe/Rome'],
    ['a city in English', 'it', 'Rome', 'Europe/Rome'],
    ['a city in Italian', 'en', 'Roma', 'Europe/Rome'],
    ['the first letters of a city before those of a country', 'en', 'Rom', 'Europe/Rome'],
    ['the same in the reader’s language', 'it', 'rom', 'Europe/Rome'],
    ['the first letters', 'it', 'lond', 'Europe/London'],
    ['a name without its accents', 'en', 'sao paulo', 'America/Sao_Paulo'],
    ['another case and underscores', 'en', 'NEW_YORK', 'America/New_York'],
    ['a country in the reader’s language', 'it', 'Grecia', 'Europe/Athens'],
    ['a country in English', 'it', 'Greece', 'Europe/Athens'],
    ['a word of the name', 'en', 'Ho Chi', 'Asia/Ho_Chi_Minh'],
    ['a part of a word', 'en', 'elaide', 'Australia/Adelaide'],
    ['the name of the zone', 'it', 'Europe/Rome', 'Europe/Rome'],
    ['an abbreviation of summer', 'en', 'AEDT', 'Antarctica/Macquarie'],
  ] as const)('finds %s', (_, locale, query, zone) => expect(finders[locale].find(query)[0]?.zone).toBe(zone))

  test.each([
    ['CET', 'Europe/Rome', 'Africa/Tunis'],
    ['+1', 'Europe/Rome', 'Africa/Lagos'],
    ['UTC+01:00', 'Europe/Rome', 'Africa/Lagos'],
    ['gmt +2', 'Europe/Rome', 'Africa/Cairo'],
    ['−3:30', 'America/St_Johns', 'America/St_Johns'],
    ['-0330', 'America/St_Johns', 'America/St_Johns'],
    ['+5:45', 'Asia/Kathmandu', 'Asia/Kathmandu'],
  ])('finds all zones of %s, in summer as in winter', (query, one, other) => {
    const found = finders.it.find(query).map(({ zone }) => zone)
    expect(found).toEqual(expect.arrayContaining([one, other]))
    expect(found).not.toContain('Asia/Tokyo')
  })

  test('finds the city in every language by each of its names', () => {
    for (const finder of Object.values(finders))
      for (const [words, zone] of [
        ['Roma', 'Europe/Rome'],
        ['Rome', 'Europe/Rome'],
        ['Londra', 'Europe/London'],
        ['London', 'Europe/London'],
        ['Il Cairo', 'Africa/Cairo'],
      ])
        expect(finder.match(words ?? '').map((found) => found.zone)).toEqual([zone])
  })

  test('puts the own zones first, in their order', () => {
    const own = ['Europe/Rome', 'America/New_York']
    const first = (query: string) => [0, 1].map((place) => finders.it.find(query, own)[place]?.zone)
    expect(first('')).toEqual(own)
    expect(first('CET')).toEqual(['Europe/Rome', 'Africa/Algiers'])
    expect(first('-5')).toEqual(['America/New_York', 'America/Atikokan'])
  })

  test('has nothing for other words, and every zone for none', () => {
    expect(finders.en.find('Atlantis')).toEqual([])
    expect(finders.en.find('Europe/Atlantis')).toEqual([])
    expect(finders.en.find(' ').map(({ zone }) => zone)).toEqual(listZones())
  })

  test('finds each zone first by its own name', () => {
    const lost = listZones().filter((zone) => finders.it.find(zone)[0]?.zone !== zone)
    expect(lost).toEqual([])
  })
})

describe('reading a time zone', () => {
  test.each([
    ['Roma', 'Europe/Rome'],
    [' rome ', 'Europe/Rome'],
    ['Italia', 'Europe/Rome'],
    ['europe/rome', 'Europe/Rome'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Londra', 'Europe/London'],
    ['Japan', 'Asia/Tokyo'],
    ['+5:45', 'Asia/Kathmandu'],
    ['UTC', 'UTC'],
    ['GMT', 'UTC'],
  ])('reads %j as %s', (typed, zone) => expect(readZone(typed)).toEqual({ zone }))

  test.each([
    ['Spain', ['Africa/Ceuta', 'Atlantic/Canary', 'Europe/Madrid']],
    ['IST', ['Asia/Colombo', 'Asia/Kolkata']],
    ['kathm', ['Asia/Kathmandu']],
    ['Rom', ['Europe/Rome', 'Europe/Bucharest']],
    ['Mars/Base', []],
    ['', []],
    ['x'.repeat(5000), []],
  ])('names the candidates of %j', (typed, candidates) => {
    expect(readZone(typed)).toEqual({ zone: null, candidates })
  })

  test.each(['CET', 'EST', '+1', '+01:00'])('names up to five candidates of %s, and takes none', (typed) => {
    expect(readZone(typed)).toMatchObject({ zone: null, candidates: { length: 5 } })
  })

  test('reads every zone of the list as itself', () => {
    const changed = listZones().filter((zone) => readZone(zone).zone !== zone || canonicalZone(zone) !== zone)
    expect(changed).toEqual([])
  })
})

test.each([
  [0, 'UTC'],
  [60, 'UTC+1'],
  [345, 'UTC+5:45'],
  [-210, 'UTC−3:30'],
])('%i minutes ahead of UTC are %s', (minutes, text) => expect(formatOffset(minutes)).toBe(text))

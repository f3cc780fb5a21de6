import { expect, test } from 'vitest'
import { listZones } from '#/lib/platform/values/zones.ts'
import { nameZone } from './zone-names.ts'

test.each([
  ['Europe/Rome', 'Rome time', 'ora di Roma'],
  ['America/New_York', 'New York time', 'ora di New York'],
  ['Africa/Cairo', 'Cairo time', 'ora del Cairo'],
  ['Pacific/Marquesas', 'Marquesas Islands time', 'ora delle Isole Marchesi'],
  ['UTC', 'UTC', 'UTC'],
  ['Etc/GMT+5', 'Etc/GMT+5', 'Etc/GMT+5'],
  ['SystemV/EST5', 'SystemV/EST5', 'SystemV/EST5'],
])('%s is “%s”, in Italian “%s”', (zone, english, italian) => {
  expect([nameZone(zone, 'en'), nameZone(zone, 'it')]).toEqual([english, italian])
})

test('every zone that people can choose has a name, in Italian with its article', () => {
  const named = listZones().map((zone) => [nameZone(zone, 'en'), nameZone(zone, 'it')].join(' · '))
  expect(named.filter((names) => !/ time · ora d(?:i|ella?|el|elle|ell’)/.test(names))).toEqual(['UTC · UTC'])
  expect(named.filter((names) => /ora di (?:Il |Isol|Atoll|L’|La Riunione)/.test(names))).toEqual([])
})

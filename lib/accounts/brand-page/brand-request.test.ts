import { expect, test } from 'vitest'
import { parseBrandRequest } from './view.ts'

const options = (query: string, language = '') =>
  parseBrandRequest(
    new Request(`http://portal.example/brands/x${query}`, { headers: { 'accept-language': language } }),
  )

test.each([
  ['', null, false],
  ['?zone=', null, false],
  ['?zone=%20', null, false],
  ['?zone=asia%2Fkatmandu', 'Asia/Kathmandu', false],
  ['?zone=+Asia/Tokyo+', 'Asia/Tokyo', false],
  ['?zone=Etc/GMT%2B5', 'Etc/GMT+5', false],
  ['?zone=Etc/GMT+5', 'Etc/GMT+5', false],
  ['?zone=Asia/Tokyo&zone=Europe/Rome', 'Asia/Tokyo', false],
  ['?zone=America/New York', null, true],
  ['?zone=posix/Europe/Rome', null, true],
  ['?zone=%2B01:00', null, true],
  ['?zone=%ff', null, true],
  [`?zone=${'x'.repeat(10_000)}`, null, true],
])('%s asks for the zone %s, an unknown one: %s', (query, zone, unknownZone) => {
  expect(options(query)).toMatchObject({ zone, unknownZone })
  // The second time it comes from memory.
  expect(options(query)).toMatchObject({ zone, unknownZone })
})

test.each([
  ['', '', 'en', false],
  ['', 'it-CH, de;q=0.8', 'it', false],
  ['', 'it;q=0', 'en', false],
  ['', '*', 'en', false],
  ['', ';;,x-klingon,', 'en', false],
  ['?lang=it', 'en', 'it', true],
  ['?lang=de', 'it', 'it', false],
  ['?lang=__proto__', '', 'en', false],
])('answers %s with Accept-Language %j in %s, asked for: %s', (query, language, locale, localeAsked) => {
  expect(options(query, language)).toMatchObject({ locale, localeAsked })
})

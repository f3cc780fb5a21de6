import { afterEach, expect, test } from 'vitest'
import { day, moveClock } from '#/lib/platform/values/clock.ts'
import { knownBrowser, proveBrowser } from './known-browser.ts'

const chiara = 'chiara@known.example'

afterEach(() => moveClock(0))

test('a proof holds for one browser and one address', () => {
  const proof = proveBrowser(null, chiara)
  expect(knownBrowser(proof, chiara)).toMatch(/^[\w-]{22}$/)
  expect(knownBrowser(proof, 'another@known.example')).toBeNull()
  expect(knownBrowser(proveBrowser(null, chiara), chiara)).not.toBe(knownBrowser(proof, chiara))
})

test("signing in again renews the proof and keeps the browser's name", () => {
  const first = proveBrowser(null, chiara)
  moveClock(300 * day)
  const renewed = proveBrowser(first, chiara)
  moveClock(500 * day)
  expect(knownBrowser(renewed, chiara)).toBe(renewed.slice(0, 22))
  expect(renewed.slice(0, 22)).toBe(first.slice(0, 22))
})

test('a proof ends 400 days after the last sign-in', () => {
  const proof = proveBrowser(null, chiara)
  moveClock(398 * day)
  expect(knownBrowser(proof, chiara)).not.toBeNull()
  moveClock(400 * day)
  expect(knownBrowser(proof, chiara)).toBeNull()
  expect(proveBrowser(proof, chiara).slice(0, 22)).not.toBe(proof.slice(0, 22))
})

test.each([
  ['a later day', (proof: string) => proof.replace(/\.\d+\./, '.99999.')],
  ['another name', (proof: string) => `${'x'.repeat(22)}${proof.slice(22)}`],
  ['no day, as older versions made it', (proof: string) => proof.replace(/\.\d+\./, '.')],
  ['nothing', () => ''],
])('a proof with %s proves nothing', (_, change) => {
  expect(knownBrowser(change(proveBrowser(null, chiara)), chiara)).toBeNull()
})

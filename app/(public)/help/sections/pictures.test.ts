import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import sizes from './picture-sizes.json' with { type: 'json' }
import { helpPictures } from './pictures.ts'

const folder = (locale: string) => new URL(`../../../../public/help/${locale}/`, import.meta.url)

const locales = ['en', 'it'] as const

test.each(locales)('has every picture in %s and no other', (locale) => {
  const expected = helpPictures.map((name) => `${name}.png`).sort()
  expect(readdirSync(folder(locale)).sort()).toEqual(expected)
})

test.each(locales.flatMap((locale) => helpPictures.map((name) => [locale, name] as const)))(
  '%s/%s has the size that the page states, and less than 100 KB',
  (locale, name) => {
    const file = readFileSync(new URL(`${name}.png`, folder(locale)))
    const { width, height } = sizes[locale][name]
    // The PNG header holds the size; a CSS pixel has two in the file.
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([2 * width, 2 * height])
    expect(file.length).toBeLessThan(100 * 1024)
  },
)

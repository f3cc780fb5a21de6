import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accentName,
  accentOf,
  accentProperties,
  defaultAccent,
  grounds,
  isReadable,
  nearestReadable,
  parseAccentName,
  parseColour,
  type Scheme,
  shadesOf,
  weakestContrast,
} from './accent.ts'
import { contrast, fromHex, toHex } from './oklch.ts'

const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8')
const schemes = ['light', 'dark'] as const
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test.each(schemes)('the backgrounds of the %s scheme equal the style sheet’s', (scheme) => {
  for (const [name, value] of Object.entries(grounds[scheme])) {
    const found = new RegExp(`--color-${name}: light-dark\\(oklch\\((.*?)\\), oklch\\((.*?)\\)\\);`).exec(css)
    expect(found?.[scheme === 'light' ? 1 : 2], name).toBe(value.join(' '))
  }
  const tints = [...css.matchAll(/--color-(?!accent)([a-z]+-soft):/g)].map(([, name]) => name)
  expect(Object.keys(grounds[scheme])).toEqual(['canvas', 'surface', 'sunken', ...tints])
})

test('every colour round-trips through OKLCH', () => {
  fc.assert(fc.property(colour, (hex) => toHex(fromHex(hex)) === hex))
})

describe.each(schemes)('in the %s scheme', (scheme) => {
  test('the nearest readable colour is readable, and equals a readable one', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const nearest = nearestReadable(hex, scheme)
        expect(weakestContrast(nearest, scheme)).toBeGreaterThanOrEqual(4.5)
        expect(nearestReadable(nearest, scheme)).toBe(nearest)
        if (isReadable(hex, scheme)) expect(nearest).toBe(hex)
      }),
    )
  })

  test('the nearest colour keeps the hue, and moves no further than needed', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const nearest = nearestReadable(hex, scheme)
        fc.pre(nearest !== hex)
        const [[, chroma, hue], [, left, kept]] = [fromHex(hex), fromHex(nearest)]
        const turned = Math.abs(((hue - kept + 540) % 360) - 180)
        if (Math.min(chroma, left) > 0.03) expect(turned).toBeLessThan(4)
        expect(weakestContrast(nearest, scheme)).toBeLessThan(4.7)
      }),
    )
  })

  test('text on every shade of a readable accent is readable, and the focus stands out', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const shades = shadesOf({ ...defaultAccent, [scheme]: nearestReadable(hex, scheme) })[scheme]
        expect(contrast(shades['on-accent'], shades.accent)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(shades['on-accent'], shades['accent-strong'])).toBeGreaterThanOrEqual(4.5)
        expect(contrast(shades['accent-ink'], shades['accent-soft'])).toBeGreaterThanOrEqual(4.5)
        for (const ground of Object.values(grounds[scheme]))
          expect(contrast(shades['accent-ink'], ground)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })
})

test.each<[string, Scheme, string]>([
  ['#005d71', 'light', '#005d71'],
  ['#ffffff', 'light', '#6d6d6d'],
  ['#ffd600', 'light', '#816b00'],
  ['#ffd600', 'dark', '#ffd600'],
  ['#003366', 'dark', '#6393ce'],
  ['#000000', 'dark', '#919191'],
])('the nearest of %s that is readable in the %s scheme is %s', (hex, scheme, nearest) => {
  expect(nearestReadable(hex, scheme)).toBe(nearest)
})

test.each([
  [{ accentLight: '', accentDark: '' }, null],
  [
    { accentLight: '#7a0044', accentDark: '' },
    { light: '#7a0044', dark: nearestReadable('#7a0044', 'dark') },
  ],
  [
    { accentLight: '', accentDark: '#ffd600' },
    { light: defaultAccent.light, dark: '#ffd600' },
  ],
])('the settings %j are the accent %j', (set, accent) => expect(accentOf(set)).toEqual(accent))

test.each([
  ['', ''],
  [' #1A2B3C ', '#1a2b3c'],
  ['1a2b3c', '#1a2b3c'],
  ['#abc', '#aabbcc'],
  ['teal', null],
  ['#12345', null],
  ['rgb(1,2,3)', null],
])('reads the colour “%s” as %s', (typed, hex) => expect(parseColour(typed)).toBe(hex))

test('an accent is found by name if readable', () => {
  expect(parseAccentName(accentName(defaultAccent))).toEqual(defaultAccent)
  for (const name of ['ffffff-ffffff', '005d71-000000', '005D71-5ebbc8', '005d71', '005d71-5ebbc8;x', ''])
    expect(parseAccentName(name), name).toBeNull()
})

test('its style sheet has every shade of the default accent', () => {
  const own = [...css.matchAll(/--color-((?:on-)?accent[a-z-]*):/g)].map(([, name]) => name)
  const made = [...accentProperties(defaultAccent, 'color-').matchAll(/--color-([a-z-]+):light-dark/g)]
  expect(made.map(([, name]) => name)).toEqual(own)
})

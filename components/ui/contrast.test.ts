import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast as contrastOf, type Oklch } from '#/lib/platform/look/oklch.ts'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const token = /--color-([a-z-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g
const colours = new Map(
  [...css.matchAll(token)].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]),
)

const grounds = ['canvas', 'surface', 'sunken']
const meanings = ['good', 'attention', 'bad', 'information']

/** Text colours and their backgrounds: WCAG 2.2, 1.4.3 asks for 4.5:1. */
const text = [
  ...['ink', 'muted', 'accent-ink', ...meanings].flatMap((name) => grounds.map((ground) => [name, ground])),
  ...meanings.flatMap((name) => ['ink', 'accent-ink', name].map((word) => [word, `${name}-soft`])),
  ...['ink', 'accent-ink'].map((name) => [name, 'accent-soft']),
  ...['accent', 'accent-strong'].map((ground) => ['on-accent', ground]),
  ...['bad', 'bad-strong'].map((ground) => ['on-bad', ground]),
]

/** Colours of controls and of the focus, with their backgrounds: 1.4.11 asks for 3:1. */
const edges = ['control', 'accent', 'accent-ink', 'bad'].flatMap((name) =>
  grounds.map((ground) => [name, ground]),
)

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  test.each(text)('%s is read on %s', (name, ground) => {
    expect(contrast(name, ground, scheme)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(edges)('%s stands out from %s', (name, ground) => {
    expect(contrast(name, ground, scheme)).toBeGreaterThanOrEqual(3)
  })
})

test('the colours of a picture in another theme are the theme’s own', () => {
  const [theme = '', sample = ''] = css.split('[data-sample]')
  const repeated = sample.slice(0, sample.indexOf('}')).match(/--color-.*;/g) ?? []
  expect(repeated.length).toBeGreaterThan(0)
  for (const line of repeated) expect(theme).toContain(line)
})

/** The contrast ratio of two tokens, 1 to 21. */
function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  return contrastOf(find(one, scheme), find(other, scheme))
}

function find(name: string, scheme: 'light' | 'dark'): Oklch {
  const colour = colours.get(name)
  if (!colour) throw new Error(`globals.css has no colour called ${name}`)
  const [lightness = 0, chroma = 0, hue = 0] = colour[scheme].split(' ').map(Number)
  return [lightness, chroma, hue]
}

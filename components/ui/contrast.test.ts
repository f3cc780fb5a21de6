import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

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

/** The contrast ratio of two tokens, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  const [dark = 0, light = 0] = [one, other].map((name) => luminance(name, scheme)).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The relative luminance of a token, 0 to 1, from OKLCH through linear sRGB (CSS Color 4). */
function luminance(name: string, scheme: 'light' | 'dark'): number {
  const colour = colours.get(name)
  if (!colour) throw new Error(`globals.css has no colour called ${name}`)
  const [lightness = 0, chroma = 0, hue = 0] = colour[scheme].split(' ').map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function clamp(channel: number): number {
  return Math.min(1, Math.max(0, channel))
}

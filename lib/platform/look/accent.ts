import { type Colour, contrast, fromHex, type Oklch, toHex } from './oklch.ts'

export type Scheme = 'light' | 'dark'
/** One colour for each scheme, as `#1a2b3c`. */
export type Accent = Readonly<Record<Scheme, string>>
/** The accent's shades: as a fill, under the pointer, text on it, as text, as a tint behind text. */
export type Shades = Record<'accent' | 'accent-strong' | 'on-accent' | 'accent-ink' | 'accent-soft', string>

/** The portal's own accent (app/globals.css). */
export const defaultAccent: Accent = { light: '#005d71', dark: '#5ebbc8' }

/** The backgrounds of accents (app/globals.css; a test compares them). */
export const grounds: Record<Scheme, Record<string, Oklch>> = {
  light: {
    canvas: [0.982, 0.003, 220],
    surface: [1, 0, 0],
    sunken: [0.961, 0.005, 220],
    'good-soft': [0.962, 0.028, 152],
    'attention-soft': [0.968, 0.035, 88],
    'bad-soft': [0.966, 0.018, 20],
    'information-soft': [0.964, 0.018, 255],
  },
  dark: {
    canvas: [0.178, 0.008, 230],
    surface: [0.212, 0.009, 230],
    sunken: [0.252, 0.01, 230],
    'good-soft': [0.27, 0.042, 155],
    'attention-soft': [0.285, 0.045, 75],
    'bad-soft': [0.275, 0.05, 22],
    'information-soft': [0.275, 0.045, 260],
  },
}

/** Text needs it on its ground (WCAG 2.2, 1.4.3); fills, edges and the focus need 3:1 (1.4.11). */
const minContrast = 4.5

/** The accent's weakest contrast, as text, fill and focus, on all grounds of a scheme. */
export function weakestContrast(hex: string, scheme: Scheme): number {
  const all: Colour[] = [...Object.values(grounds[scheme]), softOf(hex, scheme)]
  return Math.min(...all.map((ground) => contrast(hex, ground)))
}

export function isReadable(hex: string, scheme: Scheme): boolean {
  return weakestContrast(hex, scheme) >= minContrast
}

/** A typed colour as `#1a2b3c`; also `1A2B3C` and `#abc`. Empty for none, null for anything else. */
export function parseColour(typed: string): string | null {
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(typed.trim().toLowerCase()) ?? []
  if (digits === undefined) return typed.trim() === '' ? '' : null
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`
}

/** Step of lightness below what people can distinguish. */
const step = 0.002

/** The nearest colour of the same hue that is readable in a scheme; a readable one is its own. */
export function nearestReadable(hex: string, scheme: Scheme): string {
  const [lightness, chroma, hue] = fromHex(hex)
  const direction = scheme === 'light' ? -step : step
  for (let away = 0; ; away += 1) {
    const moved = lightness + away * direction
    if (scheme === 'light' && moved <= 0) return '#000000'
    if (scheme === 'dark' && moved >= 1) return '#ffffff'
    const candidate = away === 0 ? hex : toHex([moved, chroma, hue])
    if (isReadable(candidate, scheme)) return candidate
  }
}

/** The accent of the settings: a dark scheme without one gets the nearest of the light one. Null: the portal's own. */
export function accentOf(set: { accentLight: string; accentDark: string }): Accent | null {
  const { accentLight, accentDark } = set
  if (!accentLight && !accentDark) return null
  const follows = accentLight ? nearestReadable(accentLight, 'dark') : defaultAccent.dark
  return { light: accentLight || defaultAccent.light, dark: accentDark || follows }
}

/** All shades of a readable accent. */
export function shadesOf(accent: Accent): Record<Scheme, Shades> {
  return { light: shade(accent.light, 'light'), dark: shade(accent.dark, 'dark') }
}

function shade(hex: string, scheme: Scheme): Shades {
  const [lightness, chroma, hue] = fromHex(hex)
  const isLight = scheme === 'light'
  return {
    accent: hex,
    // Away from the text on it, which is white or nearly black.
    'accent-strong': toHex([clamp(lightness + (isLight ? -0.065 : 0.07)), chroma, hue]),
    'on-accent': isLight ? '#ffffff' : toHex([0.19, Math.min(chroma, 0.03), hue]),
    'accent-ink': hex,
    'accent-soft': softOf(hex, scheme),
  }
}

function softOf(hex: string, scheme: Scheme): string {
  const [, chroma, hue] = fromHex(hex)
  return scheme === 'light'
    ? toHex([0.954, Math.min(chroma, 0.019), hue])
    : toHex([0.285, Math.min(chroma, 0.035), hue])
}

const clamp = (lightness: number): number => Math.min(1, Math.max(0, lightness))

/** The name of an accent in addresses and attributes: `005d71-5ebbc8`. */
export function accentName({ light, dark }: Accent): string {
  return `${light}-${dark}`.replaceAll('#', '')
}

/** @returns null for another text, or an accent that is not readable. */
export function parseAccentName(name: string): Accent | null {
  const [, light, dark] = /^([0-9a-f]{6})-([0-9a-f]{6})$/.exec(name) ?? []
  if (!light || !dark) return null
  const accent = { light: `#${light}`, dark: `#${dark}` }
  return isReadable(accent.light, 'light') && isReadable(accent.dark, 'dark') ? accent : null
}

/** The shades as custom properties, for both schemes: `--color-accent:light-dark(#…,#…);…`. */
export function accentProperties(accent: Accent, prefix: string): string {
  const { light, dark } = shadesOf(accent)
  return (Object.keys(light) as (keyof Shades)[])
    .map((name) => `--${prefix}${name}:light-dark(${light[name]},${dark[name]});`)
    .join('')
}

/** The address of an accent's style sheet, which colours every element with its `data-accent`. */
export function accentHref(name: string): string {
  return `/look/accent/${name}.css`
}

export function accentStyle(accent: Accent): string {
  return `[data-accent="${accentName(accent)}"]{${accentProperties(accent, 'color-')}}`
}

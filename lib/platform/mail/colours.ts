import { type Accent, type Shades, shadesOf } from '#/lib/platform/look/accent.ts'
import type { BandTone } from './model.ts'

export type Palette = Record<
  'canvas' | 'surface' | 'sunken' | 'line' | 'muted' | 'ink' | 'accent' | 'onAccent' | 'accentInk',
  string
>
export type Colours = { light: Palette; dark: Palette }

/** The interface's colours (app/globals.css) as mail readers understand them: hexadecimal, one set for each scheme. */
export const light: Palette = {
  canvas: '#f7fafa',
  surface: '#ffffff',
  sunken: '#eff3f4',
  line: '#dce2e4',
  muted: '#525e65',
  ink: '#121d24',
  accent: '#005d71',
  onAccent: '#ffffff',
  accentInk: '#005d71',
}

const dark: Palette = {
  canvas: '#0e1214',
  surface: '#151a1c',
  sunken: '#1d2326',
  line: '#2c3336',
  muted: '#a5aeb2',
  ink: '#eceff0',
  accent: '#5ebbc8',
  onAccent: '#03171d',
  accentInk: '#71cfd9',
}

/** The colours of a mail, with the programme's accent. */
export function coloursOf(accent: Accent | null): Colours {
  if (!accent) return { light, dark }
  const shades = shadesOf(accent)
  const take = (own: Palette, { accent, ...shade }: Shades): Palette => ({
    ...own,
    accent,
    onAccent: shade['on-accent'],
    accentInk: shade['accent-ink'],
  })
  return { light: take(light, shades.light), dark: take(dark, shades.dark) }
}

/** `ground` and the text `on` it, of the band; `tint` is behind the deadline below it. */
type BandColours = Record<'ground' | 'on' | 'tint', string>

/** An emergency is red and a drill blue in both schemes, also in mail readers that invert light colours only. */
export const bandColours: Record<BandTone, { light: BandColours; dark: BandColours }> = {
  emergency: {
    light: { ground: '#b72121', on: '#ffffff', tint: '#fff0ef' },
    dark: { ground: '#b72121', on: '#ffffff', tint: '#3d1d1c' },
  },
  drill: {
    light: { ground: '#245bab', on: '#ffffff', tint: '#ecf4ff' },
    dark: { ground: '#245bab', on: '#ffffff', tint: '#1a283e' },
  },
  test: {
    light: { ground: '#d9e8fd', on: '#245bab', tint: '#ecf4ff' },
    dark: { ground: '#23365a', on: '#b5d3fc', tint: '#1a283e' },
  },
  alert: {
    light: { ground: '#fbe7b5', on: '#6b420c', tint: '#fef4da' },
    dark: { ground: '#4a3410', on: '#f2c36a', tint: '#37270e' },
  },
  resolved: {
    light: { ground: '#d3f0da', on: '#1d6835', tint: '#e5f8e9' },
    dark: { ground: '#142c1d', on: '#7fdc9a', tint: '#142c1d' },
  },
  notice: {
    light: { ground: '#e4eaec', on: '#121d24', tint: '#eff3f4' },
    dark: { ground: '#2c3336', on: '#eceff0', tint: '#1d2326' },
  },
}

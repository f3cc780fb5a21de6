import { accentOf, defaultAccent } from './accent.ts'
import { fitSize } from './resize.ts'

/** A stored picture is named by its content: `<hash>-<width>x<height>` for a PNG, `<hash>` for an SVG. */
export const logoPattern = /^[0-9a-f]{32}-[1-9]\d{0,3}x[1-9]\d{0,3}$/
export const vectorPattern = /^[0-9a-f]{32}$/

/** What shows the logo: its address, its size on a page, and whether it has room to stand for the name. */
export type Logo = { id: string; src: string; width: number; height: number; isWide: boolean }

/** What a mail carries: the file, how large it shows, and whether it stands for the name. */
export type MailLogo = { bytes: Buffer; width: number; height: number; isWide: boolean }

/** The logo of the settings; null for none. An SVG shows in its place where there is one. */
export function logoOf(
  set: { logo: string; logoVector: string },
  box: { width: number; height: number },
): Logo | null {
  const [, width, height] = /-(\d+)x(\d+)$/.exec(set.logo) ?? []
  if (!width || !height) return null
  const size = { width: Number(width), height: Number(height) }
  const src = set.logoVector ? `/look/${set.logoVector}/logo.svg` : lookHref(set.logo, 'logo.png')
  return { id: set.logo, src, ...fitSize(size, box), isWide: size.width >= 2 * size.height }
}

/** What icons are made of without a logo: a mark in this colour. */
export const markPattern = /^mark-([0-9a-f]{6})$/

/** The name of what the icons are made of: the logo, or a mark in the accent colour. */
export function iconsOf(set: { logo: string; accentLight: string; accentDark: string }): string {
  return set.logo || `mark-${(accentOf(set) ?? defaultAccent).light.slice(1)}`
}

/** The address of a file made of the logo or the mark. It changes with them, so caches keep it for ever. */
export function lookHref(logo: string, file: string): string {
  return `/look/${logo}/${file}`
}

/** For what depends on its address alone. */
export const immutableHeaders = { 'cache-control': 'public, max-age=31536000, immutable' }

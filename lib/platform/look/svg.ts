import { isUtf8 } from 'node:buffer'
import { hashOf, type StoredPicture } from './store-logo.ts'

export const maxSvgBytes = 64 * 1024

/** Why an SVG is rejected; a key in errors.json. */
export type SvgFault = 'svg-large' | 'svg-type' | 'svg-entities'

/**
 * Accepts an SVG as it is. It is shown as an image only, under a policy that runs and loads nothing (docs/security.md), so
 * this check is for people: another file, or one that browsers would not draw. Entities could grow without bound.
 */
export function storeSvg(file: Buffer): StoredPicture | SvgFault {
  if (file.length > maxSvgBytes) return 'svg-large'
  const text = isUtf8(file) ? file.toString('utf8') : ''
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return 'svg-entities'
  const root =
    /^\uFEFF?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--(?:(?!-->)[\s\S])*-->)*<svg\b([^>]*)>/.exec(text)?.[1] ?? ''
  if (!root.includes('http://www.w3.org/2000/svg') || !/<\/svg>\s*$/.test(text)) return 'svg-type'
  return { id: hashOf(file), bytes: file }
}

/** For a stored SVG: as a page of its own too, it runs and loads nothing. */
export const svgHeaders = {
  'content-type': 'image/svg+xml',
  'content-security-policy': "default-src 'none'; sandbox",
}

import type { Settings } from '#/lib/platform/settings/schema.ts'
import { accentOf, ownAccent } from './accent.ts'
import { iconsOf, lookHref } from './logo.ts'

type Look = Pick<Settings, 'programmeName' | 'accentLight' | 'accentDark' | 'logo'>

/** The web app manifest (W3C): the programme's name, accent and icons. */
export function buildManifest(settings: Look) {
  const icons = iconsOf(settings)
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    name: settings.programmeName,
    theme_color: (accentOf(settings) ?? ownAccent).light,
    background_color: '#ffffff',
    icons: ['icon', 'maskable'].flatMap((kind) =>
      [192, 512].map((side) => ({
        src: lookHref(icons, `${kind}-${side}.png`),
        sizes: `${side}x${side}`,
        type: 'image/png',
        purpose: kind === 'icon' ? 'any' : 'maskable',
      })),
    ),
  }
}

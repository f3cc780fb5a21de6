import type { Settings } from '#/lib/platform/settings/schema.ts'
import { accentOf, ownAccent } from './accent.ts'
import { lookHref } from './logo.ts'

type Look = Pick<Settings, 'programmeName' | 'accentLight' | 'accentDark' | 'logo'>

/** The web app manifest (W3C): the programme's name, accent and icons; without a logo the portal's own icon. */
export function buildManifest(settings: Look) {
  const { programmeName, logo } = settings
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    name: programmeName,
    theme_color: (accentOf(settings) ?? ownAccent).light,
    background_color: '#ffffff',
    icons: logo
      ? ['icon', 'maskable'].flatMap((kind) =>
          [192, 512].map((side) => ({
            src: lookHref(logo, `${kind}-${side}.png`),
            sizes: `${side}x${side}`,
            type: 'image/png',
            purpose: kind === 'icon' ? 'any' : 'maskable',
          })),
        )
      : [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}

import { createHash } from 'node:crypto'
import { accentOf, defaultAccent } from '#/lib/platform/look/accent.ts'
import { iconsOf, lookHref } from '#/lib/platform/look/logo.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

/** The programme's web app manifest, for who puts the portal on their screen. */
export async function GET(request: Request): Promise<Response> {
  const body = JSON.stringify(buildManifest(await readSettings((await getStore()).read)))
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { 'cache-control': 'public, max-age=300', etag }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'content-type': 'application/manifest+json' } })
}

/** The web app manifest (W3C): the programme's name, accent and icons. */
function buildManifest(settings: Settings) {
  const icons = iconsOf(settings)
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    name: settings.programmeName,
    theme_color: (accentOf(settings) ?? defaultAccent).light,
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

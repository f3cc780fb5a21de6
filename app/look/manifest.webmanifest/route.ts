import { createHash } from 'node:crypto'
import { buildManifest } from '#/lib/platform/look/manifest.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
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

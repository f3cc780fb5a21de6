import { isIconName } from '#/lib/platform/look/icons.ts'
import { immutableHeaders, logoPattern, markPattern, vectorPattern } from '#/lib/platform/look/logo.ts'
import { findIcon, findPicture } from '#/lib/platform/look/pictures.ts'
import { svgHeaders } from '#/lib/platform/look/svg.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ picture: string; file: string }> }

/** The programme's logo and what is made of it. The address names the content, so caches keep it for ever. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { picture, file } = await params
  const found = await find(picture, file)
  if (!found) return new Response(null, { status: 404 })
  const etag = `"${picture}"`
  const headers = { ...immutableHeaders, etag, ...found.headers }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(found.bytes), { headers })
}

type Found = { bytes: Buffer; headers: Record<string, string> }

async function find(picture: string, file: string): Promise<Found | null> {
  const { read } = await getStore()
  if (file === 'logo.svg' && vectorPattern.test(picture))
    return found(await findPicture(read, picture), svgHeaders)
  if (file === 'logo.png' && logoPattern.test(picture)) return found(await findPicture(read, picture), png)
  if (!isIconName(file) || !(logoPattern.test(picture) || markPattern.test(picture))) return null
  return found(await findIcon(read, picture, file), file === 'favicon.ico' ? ico : png)
}

const png = { 'content-type': 'image/png' }
const ico = { 'content-type': 'image/x-icon' }

function found(bytes: Buffer | null, headers: Record<string, string>): Found | null {
  return bytes && { bytes, headers }
}

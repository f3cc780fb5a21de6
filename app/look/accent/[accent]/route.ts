import { accentStyle, parseAccentName } from '#/lib/platform/look/accent.ts'
import { immutableHeaders } from '#/lib/platform/look/logo.ts'

export const dynamic = 'force-dynamic'

/** The style sheet of an accent. It depends on its address alone, so caches keep it for ever. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ accent: string }> },
): Promise<Response> {
  const [, name = ''] = /^(.*)\.css$/.exec((await params).accent) ?? []
  const accent = parseAccentName(name)
  if (!accent) return new Response(null, { status: 404 })
  return new Response(accentStyle(accent), {
    headers: { ...immutableHeaders, 'content-type': 'text/css; charset=utf-8' },
  })
}

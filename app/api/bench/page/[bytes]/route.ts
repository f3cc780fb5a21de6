import type { NextRequest } from 'next/server'
import { env } from '#/env.ts'
import { jsonHeaders, pageHeaders } from '#/lib/accounts/brand-page/headers.ts'

export const dynamic = 'force-dynamic'

const most = 1024 * 1024
const bodies = new Map<number, Buffer<ArrayBuffer>>()

/**
 * An answer of this many bytes with constant headers, the baseline for the brand page and, with `?json`, its JSON twin
 * (bench/brand.ts).
 */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/bench/page/[bytes]'>,
): Promise<Response> {
  const bytes = Number((await params).bytes)
  if (env.BENCH_PAGES !== 'on' || !(bytes >= 0 && bytes <= most)) return new Response(null, { status: 404 })
  const body = bodies.get(bytes) ?? Buffer.alloc(bytes, 'x')
  bodies.set(bytes, body)
  return new Response(body, { headers: request.nextUrl.searchParams.has('json') ? jsonHeaders : pageHeaders })
}

import type { NextRequest } from 'next/server'
import { env } from '#/env.ts'

export const dynamic = 'force-dynamic'

const most = 1024 * 1024
const bodies = new Map<number, Buffer<ArrayBuffer>>()

/** Reads nothing and answers `?bytes=n` of a page: what the brand pages are measured against (bench/brand.ts). */
export function GET(request: NextRequest): Response {
  const bytes = Number(request.nextUrl.searchParams.get('bytes') ?? 0)
  if (env.BENCH_PAGES !== 'on' || !(bytes >= 0 && bytes <= most)) return new Response(null, { status: 404 })
  const body = bodies.get(bytes) ?? Buffer.alloc(bytes, 'x')
  bodies.set(bytes, body)
  return new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

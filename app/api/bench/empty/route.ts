import { env } from '#/env.ts'

export const dynamic = 'force-dynamic'

/** What the intake of events is measured against (bench/intake.ts). There only where `BENCH_PAGES` is on. */
export function POST(): Response {
  return new Response(null, { status: env.BENCH_PAGES === 'on' ? 204 : 404 })
}

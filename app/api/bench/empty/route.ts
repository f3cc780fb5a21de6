import { env } from '#/env.ts'

export const dynamic = 'force-dynamic'

/** An empty answer, the baseline for measuring event intake (bench/intake.ts). */
export function POST(): Response {
  return Response.json({}, { status: env.BENCH_PAGES === 'on' ? 202 : 404 })
}

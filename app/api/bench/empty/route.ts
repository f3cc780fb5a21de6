import { env } from '#/env.ts'

export const dynamic = 'force-dynamic'

/** Reads nothing and answers nothing: what the intake of events is measured against (bench/intake.ts). */
export function POST(): Response {
  return Response.json({}, { status: env.BENCH_PAGES === 'on' ? 202 : 404 })
}

import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countWarnings } from '#/lib/platform/log/metrics.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'

/** By source and code: how many since the last line, and when the next may be written. */
const since = new Map<string, { count: number; until: number }>()

/**
 * Counts the warnings of an answer, and logs them once an hour for each source and code: Alertmanager and most tools
 * read no answer, so operators see them here.
 */
export function reportWarnings(source: string, warnings: readonly EventProblem[]): void {
  for (const [code, { length }] of Map.groupBy(warnings, ({ code }) => code)) {
    countWarnings(source, code, length)
    const name = `${source} ${code}`
    const { count, until } = since.get(name) ?? { count: 0, until: 0 }
    const isDue = now() >= until
    if (isDue) log.warn({ source, code, count: count + length }, 'unknown names in accepted events')
    since.set(name, isDue ? { count: 0, until: now() + hour } : { count: count + length, until })
  }
}

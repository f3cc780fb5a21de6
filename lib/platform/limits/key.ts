import { hashWhom } from '#/lib/platform/log/hash-whom.ts'

/** Under which a count is kept: whom it counts is hashed with the portal's secret, so that nothing personal is on disk or in a log. */
export function limitKey(name: string, whom: string): string {
  return `${name} ${hashWhom(`${name} ${whom}`)}`
}

import { second } from '#/lib/platform/values/clock.ts'

const delays = [1, 1, 1, 2, 2, 3, 5, 8, 13, 21, 34]
const longest = 60 * second

/**
 * Milliseconds until a page that waits for messages looks again, after `looks` of them: a mail server answers within
 * seconds, or the next try is minutes away.
 */
export function nextLook(looks: number): number {
  const delay = delays[looks]
  return delay === undefined ? longest : delay * second
}

import { setImmediate, setTimeout } from 'node:timers/promises'

/**
 * Lets everybody else work after a piece of long work that took from `began` until now (`performance.now()`), for `share` of
 * that time. A page needs many turns: where it gets a single one between two pieces, it waits for as many of them. On SQLite,
 * which answers at once, that is what long work must do to keep nobody waiting.
 */
export async function restAfter(began: number, share = 1): Promise<void> {
  const rest = (performance.now() - began) * share
  await (rest < 1 ? setImmediate() : setTimeout(Math.ceil(rest)))
}

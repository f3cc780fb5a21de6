import { setImmediate, setTimeout } from 'node:timers/promises'
import { engine } from '#/db/engine.ts'

/**
 * Lets everybody else work after a piece of long work that took from `began` until now (`performance.now()`), for `share` of
 * that time. A page needs many turns: where it gets a single one between two pieces, it waits for as many of them. That is so on
 * SQLite, which answers at once; while PostgreSQL works, others have their turn.
 */
export async function restAfter(began: number, share = 1): Promise<void> {
  const rest = engine === 'sqlite' ? (performance.now() - began) * share : 0
  await (rest < 1 ? setImmediate() : setTimeout(Math.ceil(rest)))
}

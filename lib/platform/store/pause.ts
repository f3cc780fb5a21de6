import { setImmediate, setTimeout } from 'node:timers/promises'
import { engine } from '#/db/engine.ts'
import type { Isolation, Store, Work, Writer } from '#/db/store/store.ts'

/**
 * Lets everybody else work after a piece of long work that took from `began` until now (`performance.now()`), for `share` of
 * that time. A page needs many turns: where it gets a single one between two pieces, it waits for as many of them. That is so on
 * SQLite, which answers at once; while PostgreSQL works, others have their turn.
 */
export async function pauseAfter(began: number, share = 1): Promise<void> {
  const rest = engine === 'sqlite' ? (performance.now() - began) * share : 0
  await (rest < 1 ? setImmediate() : setTimeout(Math.ceil(rest)))
}

/** `share`: of the time it took, how long it rests. `isolation` as `Store.transact` has it. */
type Pace = { share?: number; isolation?: Isolation }

/** Works in one transaction and rests after it, also where it fails. Its wait for the one writer does not count. */
export async function transactAndRest<Result>(
  store: Store,
  work: Work<Result>,
  pace: Pace = {},
): Promise<Result> {
  let began = performance.now()
  try {
    return await store.transact((tx) => {
      began = performance.now()
      return work(tx)
    }, pace)
  } finally {
    await pauseAfter(began, pace.share)
  }
}

/** Asks something that reads much, and rests before it answers. */
export async function askAndPause<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const answer = await ask()
  await pauseAfter(began)
  return answer
}

/**
 * Takes steps, each a transaction with a rest after it, until one answers that nothing is left, `stopping` is aborted or
 * `most` are done. Answers whether there may be more.
 */
export async function inSteps(
  store: Store,
  step: (tx: Writer) => Promise<boolean>,
  { stopping, most, ...pace }: Pace & { stopping?: AbortSignal | undefined; most?: number } = {},
): Promise<boolean> {
  for (let steps = 0; steps !== most && !stopping?.aborted; steps++) {
    if (!(await transactAndRest(store, step, pace))) return false
  }
  return true
}

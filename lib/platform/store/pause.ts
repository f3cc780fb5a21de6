import { setImmediate, setTimeout } from 'node:timers/promises'
import { engine, type Store, type TransactOptions, type Work, type Writer } from '#/db/store/store.ts'

/**
 * Lets others work after a piece of long work from `began` until now (`performance.now()`), for `share` of its time. A
 * page needs many turns, and one turn between two pieces would make it wait for many pieces. Only SQLite needs this: it
 * answers synchronously, while PostgreSQL gives others their turn.
 */
export async function pauseAfter(began: number, share = 1): Promise<void> {
  const rest = engine === 'sqlite' ? (performance.now() - began) * share : 0
  await (rest < 1 ? setImmediate() : setTimeout(Math.ceil(rest)))
}

/** `share`: how long it rests, as part of the time it took. */
type Pace = { share?: number | undefined } & Pick<TransactOptions, 'isolation' | 'exclusive'>

/** Works in one transaction and rests after it, also after a failure. Waiting for the one writer does not count. */
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

/** Runs a query that reads much, and rests before it answers. */
export async function askAndPause<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const answer = await ask()
  await pauseAfter(began)
  return answer
}

/**
 * Takes steps, each a transaction with a rest after it, until one finds nothing left, `stopping` is aborted or `most`
 * are done. Returns whether there may be more.
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

import fc from 'fast-check'
import { expect, inject, type TestContext } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** `npm run test:long -- fuzz`: milliseconds for each property, and the seed of all. Else a few cases of a seed that stays. */
    fuzz?: { milliseconds: number; seed: number }
  }
  interface TaskMeta {
    tried?: Tried
  }
}

/** What was tried of one schema or reader: how many cases, and how many of them it took as valid. */
export type Tried = { kind: string; what: string; cases: number; taken: number }

const usualSeed = 20_261_125
const fuzz = inject('fuzz')

/**
 * Holds a property in so many cases, the same each time; in the long run for as long as each gets, with others each time. Throws
 * what fast-check says of a case that fails.
 */
export async function hold(property: fc.IRawProperty<unknown>, numRuns: number): Promise<void> {
  if (!fuzz) return fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns, seed: usualSeed })
  const ran = await fc.check(property as fc.IAsyncProperty<unknown>, {
    numRuns: Number.MAX_SAFE_INTEGER,
    seed: fuzz.seed,
    interruptAfterTimeLimit: fuzz.milliseconds,
    markInterruptAsFailure: false,
  })
  // On a machine that is at something else there may be no time for a single case.
  if (ran.failed && ran.counterexample !== null) throw new Error(fc.defaultReportMessage(ran))
}

/** What is never valid shows no more than how it is refused: then its field needs something in `usual` (from-schema.ts). */
export function assertTaken({ taken, cases }: Tried): void {
  const isEnough = !fuzz || cases > 2000
  expect(taken > 0 || !isEnough, 'what is given to it is never valid').toBe(true)
}

/** Counts cases, and tells the run's table of them. */
export function count({ task }: TestContext, kind: string, what: string): Tried {
  const tried = { kind, what, cases: 0, taken: 0 }
  task.meta.tried = tried
  return tried
}

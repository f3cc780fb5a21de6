import type fc from 'fast-check'
import { inject, type TestContext } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** `npm run test:fuzz`: milliseconds for each property, and the seed of all. Else a few cases of a seed that stays. */
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

/** Whether this is the long run. */
export const isLong = fuzz !== undefined

/** How many cases of a property that is cheap, and for how long; the same each time unless the run is long. */
export function casesOf(numRuns: number): fc.Parameters<unknown> {
  if (!fuzz) return { numRuns, seed: usualSeed }
  return {
    numRuns: Number.MAX_SAFE_INTEGER,
    seed: fuzz.seed,
    interruptAfterTimeLimit: fuzz.milliseconds,
    markInterruptAsFailure: false,
  }
}

/** Counts cases, and tells the run's table of them. */
export function count({ task }: TestContext, kind: string, what: string): Tried {
  const tried = { kind, what, cases: 0, taken: 0 }
  task.meta.tried = tried
  return tried
}

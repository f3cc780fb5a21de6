import fc from 'fast-check'
import { expect, inject, type TestContext } from 'vitest'
import { isAll } from '../../scripts/dose.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** `npm run test:long -- fuzz`: milliseconds for each property, and a seed; by default few cases. */
    fuzz?: { milliseconds: number; seed: number }
  }
  interface TaskMeta {
    tried?: Tried
  }
}

/** How many cases of a schema or reader were tried, and how many it accepted as valid. */
export type Tried = { kind: string; what: string; cases: number; taken: number }

const defaultSeed = 20_261_125
const fuzz = inject('fuzz')

/**
 * Checks a property in this many cases, half of them in `npm test`, the same each time; in the long run for the time of each property, with new
 * cases each time. Throws fast-check's report of a case that fails.
 */
export async function hold(property: fc.IRawProperty<unknown>, numRuns: number): Promise<void> {
  if (!fuzz) {
    const cases = isAll ? numRuns : Math.ceil(numRuns / 2)
    return fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: cases, seed: defaultSeed })
  }
  const ran = await fc.check(property as fc.IAsyncProperty<unknown>, {
    numRuns: Number.MAX_SAFE_INTEGER,
    seed: fuzz.seed,
    interruptAfterTimeLimit: fuzz.milliseconds,
    markInterruptAsFailure: false,
  })
  // On a busy machine there may be no time for a single case.
  if (ran.failed && ran.counterexample !== null) throw new Error(fc.defaultReportMessage(ran))
}

/** Cases that are all refused prove little: then the field needs an entry in `usual` (from-schema.ts). */
export function assertTaken({ taken, cases }: Tried): void {
  const isEnough = !fuzz || cases > 2000
  expect(taken > 0 || !isEnough, 'what is given to it is never valid').toBe(true)
}

/** Counts cases, and reports them to the run's table. */
export function count({ task }: TestContext, kind: string, what: string): Tried {
  const tried = { kind, what, cases: 0, taken: 0 }
  task.meta.tried = tried
  return tried
}

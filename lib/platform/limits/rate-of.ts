import { openedStore } from '#/lib/platform/store/store.ts'
import { createSharedRate, type SharedRate } from './shared-rate.ts'
import type { RateLimit } from './table.ts'

/** Each route may have its own module graph, and all of them must count together. */
const shared = globalThis as typeof globalThis & { recapitoRates?: Map<string, SharedRate> }

/** The rate of this name, created on first use. */
export function rateOf(name: string, limit: RateLimit): SharedRate {
  shared.recapitoRates ??= new Map()
  const known = shared.recapitoRates.get(name)
  if (known) return known
  const made = createSharedRate(name, limit, openedStore)
  shared.recapitoRates.set(name, made)
  return made
}

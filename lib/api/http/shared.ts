import { createSharedRate, type SharedRate } from '#/lib/platform/limits/shared-rate.ts'
import type { RateLimit } from '#/lib/platform/limits/table.ts'
import { openedStore } from '#/lib/platform/store/store.ts'

/** Each route may be a module graph of its own; what they count together is one. */
const shared = globalThis as typeof globalThis & { recapitoRates?: Map<string, SharedRate> }

/** The rate of this name, made at the first call. */
export function sharedRate(name: string, limit: RateLimit): SharedRate {
  shared.recapitoRates ??= new Map()
  const known = shared.recapitoRates.get(name)
  if (known) return known
  const made = createSharedRate(name, limit, openedStore)
  shared.recapitoRates.set(name, made)
  return made
}

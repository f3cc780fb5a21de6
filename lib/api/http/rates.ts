import { env } from '#/env.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { createSharedRate, type SharedRate } from '#/lib/platform/limits/shared-rate.ts'
import { type RateLimit, rates } from '#/lib/platform/limits/table.ts'
import { openedStore } from '#/lib/platform/store/store.ts'
import { Refusal } from './refusal.ts'

/** Each route may have its own module graph, and all of them must count together. */
const shared = globalThis as typeof globalThis & { recapitoRates?: Map<string, SharedRate> }

/** The rate of this name, created on first use. */
function sharedRate(name: string, limit: RateLimit): SharedRate {
  shared.recapitoRates ??= new Map()
  const known = shared.recapitoRates.get(name)
  if (known) return known
  const made = createSharedRate(name, limit, openedStore)
  shared.recapitoRates.set(name, made)
  return made
}

/** Counts a request of `whom`, a key or a network. @throws Refusal 429 with the seconds to wait */
export function assertRate(name: keyof typeof rates, whom: string): void {
  refuseFor(sharedRate(name, rates[name]).take(whom))
}

const secondsAtOnce = 10

/**
 * Counts a source's events on all instances, so that one source cannot block the store for others. Zero only checks.
 * @throws Refusal 429 with the seconds to wait
 */
export function assertEventRate({ source }: SourceGrant<'events:write'>, events: number): void {
  const perSecond = env.EVENTS_PER_SECOND
  const rate = sharedRate('events', { perSecond, atOnce: perSecond * secondsAtOnce })
  const wait = events > 0 ? rate.take(source.id, events) : rate.ask(source.id)
  refuseFor(wait, 'This key has sent more events than are taken at once.')
}

function refuseFor(wait: number, detail?: string): void {
  if (wait === 0) return
  throw new Refusal(429, {
    headers: { 'retry-after': String(wait) },
    ...(detail !== undefined && { detail }),
  })
}

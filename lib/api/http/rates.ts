import { env } from '#/env.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { rateOf } from '#/lib/platform/limits/shared-rate.ts'
import { rates } from '#/lib/platform/limits/table.ts'
import { Refusal } from './refusal.ts'

/** Counts a request of `whom`, a key or a network. @throws Refusal 429 with the seconds to wait */
export function assertRate(name: keyof typeof rates, whom: string): void {
  refuseFor(rateOf(name, rates[name]).take(whom))
}

const secondsAtOnce = 10

/**
 * Counts a source's events on all instances, so that one source cannot block the store for others. Zero only checks.
 * @throws Refusal 429 with the seconds to wait
 */
export function assertEventRate({ source }: SourceGrant<'events:write'>, events: number): void {
  const perSecond = env.EVENTS_PER_SECOND
  const rate = rateOf('events', { perSecond, atOnce: perSecond * secondsAtOnce })
  const wait = events > 0 ? rate.take(source.id, events) : rate.ask(source.id)
  refuseFor(wait, 'This event source is over its rate limit, so nothing was accepted. Retry later.')
}

function refuseFor(wait: number, detail?: string): void {
  if (wait === 0) return
  throw new Refusal(429, {
    headers: { 'retry-after': String(wait) },
    ...(detail !== undefined && { detail }),
  })
}

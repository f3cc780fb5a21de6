import { env } from '#/env.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { Refusal } from './refusal.ts'
import { sharedRate } from './shared.ts'

const secondsAtOnce = 10

/**
 * Counts the events of a source: one that runs wild must not take the store from all others, whichever instances it asks. With none it only asks.
 * @throws Refusal 429 with the seconds to wait
 */
export function demandEventRate({ source }: SourceGrant<'events:write'>, events: number): void {
  const perSecond = env.EVENTS_PER_SECOND
  const rate = sharedRate('events', { perSecond, atOnce: perSecond * secondsAtOnce })
  const wait = events > 0 ? rate.take(source.id, events) : rate.ask(source.id)
  if (wait === 0) return
  const detail = 'This key has sent more events than are taken at once.'
  throw new Refusal(429, { detail, headers: { 'retry-after': String(wait) } })
}

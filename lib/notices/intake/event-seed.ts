import type { EventFormat } from '#/db/words/events.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { EventSource } from '#/lib/identity/keys/queries.ts'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import type { IncomingEvent, UnreadableEvent } from '#/lib/notices/parsing/schema.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { type NoticeSeed, unknownContent } from './seeds.ts'

export type Incoming = IncomingEvent | UnreadableEvent

/** What is the same for all events of a batch; `accountsOf`: the accounts by what their events call them. */
export type EventSetting = {
  source: EventSource
  format: EventFormat
  accountsOf: ReadonlyMap<string, ReachedAccount>
}

/** The notice an event would open, under `dedupKey` where it brings none. */
export function seedOf(
  event: Incoming,
  { source, format, accountsOf }: EventSetting,
  dedupKey: string,
): NoticeSeed {
  const common = { origin: 'source', kind: 'event', sourceId: source.id, format } as const
  if ('raw' in event) {
    const { raw, reason, summary = '', translations, dedupKey = hashSecret(raw) } = event
    const said = { ...unknownContent, summary, translations: translations ?? null }
    return { ...common, ...said, account: null, raw, problem: reason, dedupKey }
  }
  const { category, environment, severity, summary, details, meaning, remedy, links, occurredAt } = event
  const content = { category, environment, severity, summary, details, meaning, remedy, links, occurredAt }
  const series = event.firing?.series ?? null
  const seed = { ...content, ...common, dedupKey: event.dedupKey ?? dedupKey, series }
  const account = accountsOf.get(event.account)
  if (account) return { ...seed, account, ...(account.closedAt !== null && { problem: 'account-closed' }) }
  const raw = event.original === undefined ? null : renderRaw(event.original)
  const problem = event.account ? 'unknown-account' : 'no-account'
  return { ...seed, account: null, accountText: event.account, raw, problem }
}

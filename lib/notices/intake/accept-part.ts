import { and, eq, inArray } from 'drizzle-orm'
import { events } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/events.ts'
import { noteUse } from '#/lib/identity/keys/note-use.ts'
import { regrantSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { tellResolves } from '#/lib/notices/delivery/resolves.ts'
import type { IncomingEvent, UnreadableEvent } from '#/lib/notices/parsing/schema.ts'
import { findAccounts } from '#/lib/notices/routing/named-accounts.ts'
import { findAnswer, type Idempotency, keepAnswer } from '#/lib/platform/http/idempotency.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { Batch } from './accept-batch.ts'
import type { AcceptedEvent } from './accepted-event.ts'

/** A batch that was refused as a whole: which of its events name an account that is unknown. */
export class UnknownAccounts extends Error {
  override readonly name = 'UnknownAccounts'
  /** Places in the batch, from 0, with the account as it was written. */
  readonly unknown: { index: number; account: string }[]

  constructor(unknown: { index: number; account: string }[]) {
    super('unknown accounts')
    this.unknown = unknown
  }
}

/** Events of one source and format that are committed together. `before`: what became of the parts before it. */
export type Part = {
  format: EventFormat
  incoming: readonly (IncomingEvent | UnreadableEvent)[]
  before: readonly AcceptedEvent[]
  isLast: boolean
}

type Incoming = Part['incoming']

type Answer = { events: AcceptedEvent[]; replayed: boolean }

/**
 * Takes a part in, in the transaction of its caller.
 * @throws UnknownAccounts, AppError `idempotency-mismatch`, `forbidden` for a key that is no longer good
 */
export async function acceptPart(
  tx: Writer,
  grant: SourceGrant<'events:write'>,
  { format, incoming, before, isLast }: Part,
  idempotency: Idempotency | null,
): Promise<Answer> {
  const at = now()
  // A body can take minutes to arrive; a key that was revoked in between is good for nothing.
  const { source } = await regrantSource(tx, grant, 'events:write')
  if (idempotency && before.length === 0) {
    const answered = await findAnswer(tx, source.id, idempotency, at)
    // What is kept there is what was answered below.
    if (answered) return { events: answered as AcceptedEvent[], replayed: true }
  }
  const accountsOf = await findAccounts(
    tx,
    incoming.flatMap((event) => ('raw' in event ? [] : [event.account])),
  )
  if (format === 'native') refuseUnknown(incoming, accountsOf)
  const known = await findIdentities(tx, source.id, incoming)
  const batch = await Batch.begin(tx, { source, format, at, accountsOf, incoming })
  const accepted: AcceptedEvent[] = []
  for (const event of incoming) {
    const identity = 'raw' in event ? undefined : event.identity
    const same = identity === undefined ? undefined : known.get(identity)
    if (same) {
      accepted.push({ ...same, outcome: 'ignored' })
      continue
    }
    const id = newId()
    const what = { id, ...(await batch.take(event, id)) }
    accepted.push(what)
    if (identity !== undefined) known.set(identity, what)
  }
  await batch.finish()
  await tellResolves(tx, batch.resolved, at)
  await noteUse(tx, source, at)
  if (idempotency && isLast) await keepAnswer(tx, source.id, idempotency, [...before, ...accepted], at)
  return { events: accepted, replayed: false }
}

function refuseUnknown(incoming: Incoming, accountsOf: ReadonlyMap<string, unknown>): void {
  const unknown = incoming.flatMap((event, index) =>
    'raw' in event || accountsOf.has(event.account) ? [] : [{ index, account: event.account }],
  )
  if (unknown.length > 0) throw new UnknownAccounts(unknown)
}

/** The events of this source that came in before under the same name. */
async function findIdentities(
  read: Reader,
  sourceId: string,
  incoming: Incoming,
): Promise<Map<string, AcceptedEvent>> {
  const identities = incoming.flatMap((event) => ('raw' in event || !event.identity ? [] : [event.identity]))
  const known = new Map<string, AcceptedEvent>()
  for (const some of chunksOf([...new Set(identities)], 5000)) {
    const rows = await read
      .select({
        id: events.id,
        noticeId: events.noticeId,
        dedupKey: events.dedupKey,
        eventKey: events.eventKey,
      })
      .from(events)
      .where(and(eq(events.sourceId, sourceId), inArray(events.eventKey, some)))
    for (const { eventKey, ...row } of rows) known.set(eventKey ?? '', { ...row, outcome: 'ignored' })
  }
  return known
}

import { setImmediate } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import { events } from '#/db/schema/notices.ts'
import { GroupCommit } from '#/db/store/group-commit.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { pick } from '#/db/store/pick.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { reauthoriseSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { recordUse } from '#/lib/identity/keys/record-use.ts'
import { mailResolves } from '#/lib/notices/delivery/resolves.ts'
import { findNamedAccounts } from '#/lib/notices/routing/reach.ts'
import { findAnswer, type Idempotency, keepAnswer, runOnce } from '#/lib/platform/http/idempotency.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { EventBatch, type IngestedEvent } from './event-batch.ts'
import { type Incoming, type ReportedEvent, toReported } from './notice-input.ts'

/** One commit delays pages by tens of milliseconds at most. */
const eventsPerCommit = 250

/** Requests of at most this many events share a transaction. */
const mostShared = 10

const uniqueRetries = 3

type Grant = SourceGrant<'events:write'>
type Answer = { events: IngestedEvent[]; replayed: boolean }

/** A batch refused because some of its events name an unknown account. */
export class UnknownAccounts extends Error {
  override readonly name = 'UnknownAccounts'
  /** Positions in the batch, from 0, with the account as written. */
  readonly unknown: { index: number; account: string }[]

  constructor(unknown: { index: number; account: string }[]) {
    super('unknown accounts')
    this.unknown = unknown
  }
}

/**
 * Ingests a request's events; they are then on disk (notices.md, Events in). Takes a native batch whole or not at all;
 * in other formats unreadable events and unknown accounts become unroutable notices. @throws UnknownAccounts, AppError
 * `idempotency-running`, `idempotency-mismatch`, `forbidden` for a key that is no longer valid
 */
export async function ingestEvents(
  store: Store,
  grant: Grant,
  request: { format: EventFormat; events: readonly Incoming[]; idempotency?: Idempotency | null },
): Promise<Answer> {
  const { format, events: all, idempotency = null } = request
  if (!idempotency && all.length > 0 && all.length <= mostShared) {
    return { events: await findGroup(store, grant, format).add({ grant, events: all }), replayed: false }
  }
  const parts = format === 'native' || all.length === 0 ? [all] : [...chunksOf(all, eventsPerCommit)]
  return runOnce(grant.source.id, idempotency, async () => {
    const before: IngestedEvent[] = []
    for (const [place, incoming] of parts.entries()) {
      if (place > 0) await setImmediate()
      const part = { format, incoming, before, isLast: place === parts.length - 1 }
      const { events, replayed } = await commit(store, (tx) => ingestPart(tx, grant, part, idempotency))
      if (replayed) return { events, replayed }
      before.push(...events)
    }
    return { events: before, replayed: false }
  })
}

type Shared = { grant: Grant; events: readonly Incoming[] }
type Group = GroupCommit<Shared, IngestedEvent[]>

const groups = new WeakMap<Store, Map<string, Group>>()

/** The group in which small requests of one key and format share commits. */
function findGroup(store: Store, { key }: Grant, format: EventFormat): Group {
  const ofStore = groups.get(store) ?? new Map<string, Group>()
  groups.set(store, ofStore)
  const name = `${key.id} ${format}`
  const group = ofStore.get(name) ?? new GroupCommit((take) => commitGroup(store, format, take))
  ofStore.set(name, group)
  return group
}

function commitGroup(store: Store, format: EventFormat, take: () => readonly Shared[]) {
  return commit(store, async (tx) => {
    const requests = take()
    const last = requests.at(-1)
    if (!last) return []
    const incoming = requests.flatMap(({ events }) => events)
    const { events } = await ingestPart(tx, last.grant, { format, incoming, before: [], isLast: true }, null)
    return requests.map((one) => events.splice(0, one.events.length))
  })
}

async function commit<Result>(store: Store, work: (tx: Writer) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.transact(work)
    } catch (error) {
      // Two PostgreSQL instances may open the same notice at once; on retry the second finds the first one's.
      if (attempt === uniqueRetries || !isUniqueViolation(error)) throw error
    }
  }
}

function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '23505') return true
  }
  return false
}

/** Events of one source and format for one commit. `before`: the outcomes of earlier parts. */
type Part = {
  format: EventFormat
  incoming: readonly Incoming[]
  before: readonly IngestedEvent[]
  isLast: boolean
}

async function ingestPart(
  tx: Writer,
  grant: Grant,
  { format, incoming, before, isLast }: Part,
  idempotency: Idempotency | null,
): Promise<Answer> {
  const at = now()
  // A body can take minutes to arrive, and the key may be revoked in that time.
  const { source, key } = await reauthoriseSource(tx, grant, 'events:write')
  if (idempotency && before.length === 0) {
    const answered = await findAnswer(tx, source.id, idempotency, at)
    // The store has exactly the answer that was saved below.
    if (answered) return { events: answered as IngestedEvent[], replayed: true }
  }
  const accountsOf = await findNamedAccounts(
    tx,
    incoming.flatMap((event) => ('raw' in event ? [] : [event.account])),
  )
  const reported = incoming.map((event) => toReported(event, { source, format, accountsOf }))
  if (format === 'native') refuseUnknown(reported)
  const known = await findIdentities(tx, source.id, reported)
  const batch = await EventBatch.begin(tx, { source, format, at, reported })
  const ingested: IngestedEvent[] = []
  for (const event of reported) {
    const { identity } = event
    const same = identity === undefined ? undefined : known.get(identity)
    const one = same ? { ...same, outcome: 'ignored' as const } : await batch.take(event)
    ingested.push(one)
    if (identity !== undefined) known.set(identity, one)
  }
  await batch.finish()
  await mailResolves(tx, batch.resolved, at)
  await recordUse(tx, key, at)
  if (idempotency && isLast) await keepAnswer(tx, source.id, idempotency, [...before, ...ingested], at)
  return { events: ingested, replayed: false }
}

function refuseUnknown(reported: readonly ReportedEvent[]): void {
  const unknown = reported.flatMap(({ input: { account, accountText = '' } }, index) =>
    account ? [] : [{ index, account: accountText }],
  )
  if (unknown.length > 0) throw new UnknownAccounts(unknown)
}

/** Events of this source that arrived before under the same name. */
async function findIdentities(
  read: Reader,
  sourceId: string,
  reported: readonly ReportedEvent[],
): Promise<Map<string, IngestedEvent>> {
  const identities = reported.flatMap(({ identity }) => identity ?? [])
  const known = new Map<string, IngestedEvent>()
  for (const some of chunksOf([...new Set(identities)], 5000)) {
    const rows = await read
      .select(pick(events, 'id', 'noticeId', 'dedupKey', 'eventKey'))
      .from(events)
      .where(and(eq(events.sourceId, sourceId), inArray(events.eventKey, some)))
    for (const { eventKey, ...row } of rows) known.set(eventKey ?? '', { ...row, outcome: 'ignored' })
  }
  return known
}

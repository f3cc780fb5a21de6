import { setImmediate } from 'node:timers/promises'
import type { Store, Writer } from '#/db/store/store.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { type Idempotency, runOnce } from '#/lib/platform/http/idempotency.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { acceptPart, type Part } from './accept-part.ts'
import { TogetherQueue } from './accept-together.ts'
import type { AcceptedEvent } from './accepted-event.ts'

/** One commit holds no page up for longer than some ten milliseconds. */
const eventsPerCommit = 250

/** A request of so few events shares its transaction with others. */
const mostShared = 10

const uniqueRetries = 3

export type EventBatch = {
  format: Part['format']
  events: Part['incoming']
  idempotency?: Idempotency | null
}
type Grant = SourceGrant<'events:write'>
type Answer = { events: AcceptedEvent[]; replayed: boolean }

/**
 * Takes in a batch of events: once this resolves, events, notices and deliveries are on disk, which is what an answer of 202
 * promises (notices.md, Events in). In the native format a batch is all or nothing; in the others an event whose account is
 * unknown, or which cannot be read, is kept as an unroutable notice, and a large batch is committed in parts, of which a
 * sender that tries again finds the first ones known.
 * @throws UnknownAccounts, AppError `idempotency-running`, `idempotency-mismatch`, `forbidden` for a key no longer good
 */
export async function acceptEvents(store: Store, grant: Grant, batch: EventBatch): Promise<Answer> {
  const { format, events: all, idempotency = null } = batch
  if (!idempotency && all.length > 0 && all.length <= mostShared) {
    return { events: await findTogether(store, grant, format).add({ grant, events: all }), replayed: false }
  }
  const parts = format === 'native' || all.length === 0 ? [all] : [...chunksOf(all, eventsPerCommit)]
  return runOnce(grant.source.id, idempotency, async () => {
    const accepted: AcceptedEvent[] = []
    for (const [place, incoming] of parts.entries()) {
      if (place > 0) await setImmediate()
      const part = { format, incoming, before: accepted, isLast: place === parts.length - 1 }
      const { events, replayed } = await commit(store, (tx) => acceptPart(tx, grant, part, idempotency))
      if (replayed) return { events, replayed }
      accepted.push(...events)
    }
    return { events: accepted, replayed: false }
  })
}

type Asked = { grant: Grant; events: Part['incoming'] }
type Together = TogetherQueue<Asked, AcceptedEvent[]>

const queues = new WeakMap<Store, Map<string, Together>>()

/** What gathers the small requests of one source and format. */
function findTogether(store: Store, { source }: Grant, format: Part['format']): Together {
  const ofStore = queues.get(store) ?? new Map<string, Together>()
  queues.set(store, ofStore)
  const name = `${source.id} ${format}`
  const queue = ofStore.get(name) ?? new TogetherQueue((take) => commitTogether(store, format, take))
  ofStore.set(name, queue)
  return queue
}

function commitTogether(store: Store, format: Part['format'], take: () => readonly Asked[]) {
  return commit(store, async (tx) => {
    const asked = take()
    const [last] = asked.slice(-1)
    if (!last) return []
    const incoming = asked.flatMap(({ events }) => events)
    const { events } = await acceptPart(tx, last.grant, { format, incoming, before: [], isLast: true }, null)
    return asked.map((one) => events.splice(0, one.events.length))
  })
}

async function commit<Result>(store: Store, work: (tx: Writer) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.transact(work)
    } catch (error) {
      // On PostgreSQL two instances may open the same notice at once; the second then finds the first's.
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

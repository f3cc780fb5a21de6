import { setImmediate } from 'node:timers/promises'
import { GroupCommit } from '#/db/store/group-commit.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { noticesInTurn, type Store } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { noteUse } from '#/lib/identity/keys/record-use.ts'
import { type Idempotency, runOnce } from '#/lib/platform/http/idempotency.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { currentOrigin, runAs } from '#/lib/platform/log/origin.ts'
import { giveWay } from '#/lib/platform/outbox/lane.ts'
import type { IngestedEvent } from './event-batch.ts'
import { type Answer, type EventGrant, ingestTogether, type Part } from './ingest-together.ts'
import type { Incoming } from './notice-input.ts'

/** One commit delays pages by tens of milliseconds at most. */
const eventsPerCommit = 250

/**
 * Ingests a request's events; they are then on disk (notices.md, Events in). Takes a native batch whole or not at all;
 * in other formats unreadable events and unknown accounts become unroutable notices. @throws UnknownAccounts, AppError
 * `idempotency-running`, `idempotency-mismatch`, `forbidden` for a key that is no longer valid
 */
export async function ingestEvents(
  store: Store,
  grant: EventGrant,
  request: { format: EventFormat; events: readonly Incoming[]; idempotency?: Idempotency | null },
): Promise<Answer> {
  const { format, events: all, idempotency = null } = request
  const parts = format === 'native' || all.length === 0 ? [all] : [...chunksOf(all, eventsPerCommit)]
  const intake = findIntake(store)
  const origin = currentOrigin()
  return runOnce(grant.source.id, idempotency, async () => {
    const before: IngestedEvent[] = []
    for (const [place, incoming] of parts.entries()) {
      if (place > 0) await setImmediate()
      const isLast = place === parts.length - 1
      const part = { grant, origin, format, incoming, idempotency, before, isLast }
      const { events, replayed } = await intake.add(part)
      if (replayed) return { events, replayed }
      before.push(...events)
    }
    return { events: before, replayed: false }
  })
}

type Intake = GroupCommit<Part, Answer>

/** Each route may have this module for itself; the process has one intake. */
const shared = globalThis as typeof globalThis & { recapitoIntakes?: WeakMap<Store, Intake> }

/** All events to this process are taken in here, sources in turn (decision 014). */
function findIntake(store: Store): Intake {
  shared.recapitoIntakes ??= new WeakMap()
  const known = shared.recapitoIntakes.get(store)
  if (known) return known
  const intake: Intake = new GroupCommit({
    run: (take) => runAs('portal', () => commit(store, take), 'intake'),
    whose: ({ grant }) => grant.source.id,
    sizeOf: ({ incoming }) => incoming.length,
    most: eventsPerCommit,
    onCrowd: giveWay,
  })
  shared.recapitoIntakes.set(store, intake)
  return intake
}

async function commit(store: Store, take: () => readonly Part[]) {
  const answers = await store.transact((tx) => ingestTogether(tx, take()), noticesInTurn)
  const keys = take().map(({ grant }) => grant.key)
  await noteUse(store, keys).catch((error) => logFault(error, 'the last use of a key could not be saved'))
  return answers
}

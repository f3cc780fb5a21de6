import { setImmediate } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { events } from '#/db/schema/notices.ts'
import { type Answered, GroupCommit } from '#/db/store/group-commit.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { exclusiveReadCommitted, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { reauthoriseSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { noteUse } from '#/lib/identity/keys/record-use.ts'
import { mailResolves } from '#/lib/notices/delivery/resolves.ts'
import { tellEndpoints } from '#/lib/notices/delivery/tell-endpoints.ts'
import { lockNamedAccounts } from '#/lib/notices/routing/reach.ts'
import {
  findSavedResponse,
  type Idempotency,
  runOnce,
  saveResponse,
} from '#/lib/platform/http/idempotency.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { yieldToEvents } from '#/lib/platform/outbox/lane.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { EventBatch, type IngestedEvent } from './event-batch.ts'
import { type EventSetting, type Incoming, type ReportedEvent, toReported } from './notice-input.ts'

type EventGrant = SourceGrant<'events:write'>

/** A request, or the part of one that fits into a commit. `before`: the outcomes of earlier parts. */
type Part = {
  grant: EventGrant
  format: EventFormat
  incoming: readonly Incoming[]
  idempotency: Idempotency | null
  before: readonly IngestedEvent[]
  isLast: boolean
}

/** The outcome of the events; `replayed`: by an earlier request with the same idempotency key. */
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
  return runOnce(grant.source.id, idempotency, async () => {
    const before: IngestedEvent[] = []
    for (const [place, incoming] of parts.entries()) {
      if (place > 0) await setImmediate()
      const isLast = place === parts.length - 1
      const part = { grant, format, incoming, idempotency, before, isLast }
      const { events, replayed } = await intake.add(part)
      if (replayed) return { events, replayed }
      before.push(...events)
    }
    return { events: before, replayed: false }
  })
}

type Intake = GroupCommit<Part, Answer>

/** Each route may load its own copy of this module; the process has one intake. */
const shared = globalThis as typeof globalThis & { recapitoIntakes?: WeakMap<Store, Intake> }

/** Ingests all events to this process, round robin over the sources (decision 014). */
function findIntake(store: Store): Intake {
  shared.recapitoIntakes ??= new WeakMap()
  const known = shared.recapitoIntakes.get(store)
  if (known) return known
  const intake: Intake = new GroupCommit({
    run: (take) => runAs('portal', () => commit(store, take), 'intake'),
    senderOf: ({ grant }) => grant.source.id,
    sizeOf: ({ incoming }) => incoming.length,
    maxSize: eventsPerCommit,
    onCrowd: yieldToEvents,
  })
  shared.recapitoIntakes.set(store, intake)
  return intake
}

async function commit(store: Store, take: () => readonly Part[]) {
  const answers = await store.transact((tx) => ingestTogether(tx, take()), exclusiveReadCommitted)
  const keys = take().map(({ grant }) => grant.key)
  await noteUse(store, keys).catch((error) => logFault(error, 'the last use of a key could not be saved'))
  return answers
}

/**
 * Ingests the events of several requests in one exclusive transaction, and answers each; a refused one writes nothing. What others
 * lock too is locked for all of them together, by id (decision 039).
 */
async function ingestTogether(tx: Writer, parts: readonly Part[]): Promise<Answered<Answer>[]> {
  const at = now()
  const named = parts.flatMap(({ incoming }) =>
    incoming.flatMap((one) => ('raw' in one ? [] : [one.account])),
  )
  const accountsOf = await lockNamedAccounts(tx, named)
  const answers = new Map<Part, Answered<Answer>>()
  const [acknowledged, resolved]: [string[], string[]] = [[], []]
  const alike = Map.groupBy(parts, ({ grant, format }) => JSON.stringify([grant.key.id, format]))
  for (const some of alike.values()) {
    const batch = await ingestAlike(tx, some, { at, accountsOf, answers })
    acknowledged.push(...(batch?.acknowledged ?? []))
    resolved.push(...(batch?.resolved ?? []))
  }
  await tellEndpoints(tx, acknowledged, 'acknowledged', at)
  await mailResolves(tx, resolved, at)
  return parts.map((part) => answers.get(part) ?? { refusal: new Error('A request was not answered.') })
}

type Ingesting = {
  at: number
  accountsOf: EventSetting['accountsOf']
  answers: Map<Part, Answered<Answer>>
}
type Read = { part: Part; reported: ReportedEvent[] }

/** Ingests requests of one key and format as one batch; null if it refused all of them. */
async function ingestAlike(
  tx: Writer,
  parts: readonly Part[],
  { at, accountsOf, answers }: Ingesting,
): Promise<EventBatch | null> {
  const [first] = parts
  if (!first) return null
  const { grant, format } = first
  // A body can take minutes to arrive, and the key may be revoked in that time.
  const authorised = await reauthoriseSource(tx, grant, 'events:write').catch(refusalOf)
  if (authorised instanceof Error) {
    for (const part of parts) answers.set(part, { refusal: authorised })
    return null
  }
  const { source } = authorised
  const accepted: Read[] = []
  for (const part of parts) {
    try {
      const replayed = await findReplay(tx, part, at)
      if (replayed) answers.set(part, { answer: { events: replayed, replayed: true } })
      else accepted.push({ part, reported: readPart(part, { source, format, accountsOf }) })
    } catch (error) {
      answers.set(part, { refusal: refusalOf(error) })
    }
  }
  if (accepted.length === 0) return null
  const reported = accepted.flatMap((one) => one.reported)
  const known = await findIdentities(tx, source.id, reported)
  const batch = await EventBatch.begin(tx, { source, format, at, reported })
  for (const { part, reported } of accepted) {
    const ingested: IngestedEvent[] = []
    for (const event of reported) {
      const { identity } = event
      const same = identity === undefined ? undefined : known.get(identity)
      const one = same ? { ...same, outcome: 'ignored' as const } : await batch.take(event)
      ingested.push(one)
      if (identity !== undefined) known.set(identity, one)
    }
    answers.set(part, { answer: { events: ingested, replayed: false } })
  }
  await batch.finish()
  for (const { part } of accepted) await keep(tx, part, answers.get(part), at)
  return batch
}

/** An error that refuses one request alone; rethrows any other. */
function refusalOf(error: unknown): AppError | UnknownAccounts {
  if (error instanceof AppError || error instanceof UnknownAccounts) return error
  throw error
}

/** The stored answer to the same request; null if it is new. The lock keeps other processes from answering it meanwhile. */
async function findReplay(tx: Reader, { grant, idempotency, before }: Part, at: number) {
  if (!idempotency || before.length > 0) return null
  // The store has exactly the answer that `keep` saved.
  return (await findSavedResponse(tx, grant.source.id, idempotency, at)) as IngestedEvent[] | null
}

async function keep(tx: Writer, part: Part, answered: Answered<Answer> | undefined, at: number) {
  const { grant, idempotency, before, isLast } = part
  if (!idempotency || !isLast || !answered || !('answer' in answered)) return
  await saveResponse(tx, grant.source.id, idempotency, [...before, ...answered.answer.events], at)
}

function readPart({ incoming }: Part, setting: EventSetting): ReportedEvent[] {
  const reported = incoming.map((event) => toReported(event, setting))
  if (setting.format === 'native') refuseUnknown(reported)
  return reported
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

import { and, eq, inArray, isNotNull, like } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf, defineListQuery } from '#/db/store/list-query.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { kinds } from '#/db/words/endpoints.ts'
import { endpointIdOf, endpointKey } from '#/db/words/points.ts'
import { isNotified, stateOf, type TriedDelivery, triedColumns } from './deliveries.ts'
import { maxListed, selectListed } from './digests.ts'
import { type MailingSubject, type NewDelivery, newDelivery } from './mailing.ts'
import { notice as noticeMail } from './notice.ts'
import { noticeDigest } from './notice-digest.ts'

type Part = 'acknowledged' | 'reopened' | 'closed'
type Told = Pick<typeof notices.$inferSelect, 'id' | 'accountId' | 'category' | 'acknowledgedAt' | 'closedAt'>

/**
 * Tells each endpoint that has these notices, or is about to, of an answer, its taking back, or an end by hand or by time
 * (channels.md, Acknowledging): a digest whose notices all change in one message, others one by one. Mail has no such messages.
 */
export function tellEndpoints(
  tx: Writer,
  noticeIds: readonly string[],
  part: Part,
  at: number,
): Promise<void> {
  return tell(tx, noticeIds, at, (endpoint, telling) =>
    endpoint.keepsIncidents ? planIncidents(telling, part) : planMessages(telling, part),
  )
}

/** Ends the incidents of digests whose notices have all ended: what is resolved is told of each notice (lib/notices/delivery/resolves.ts). */
export function endIncidents(tx: Writer, noticeIds: readonly string[], at: number): Promise<void> {
  return tell(tx, noticeIds, at, (endpoint, telling) => (endpoint.keepsIncidents ? planSettled(telling) : []))
}

/** A message to queue: about a notice or digest. */
type Planned = { about: MailingSubject; part: Part }

/** What an endpoint has of notices that changed. `singly`: those that it was told of one by one. */
type Telling = {
  changed: ReadonlySet<string>
  singly: ReadonlySet<string>
  digests: readonly ToldDigest[]
}
/** `listed`: all its notices; `last`: what it was last told of the digest itself. */
type ToldDigest = { id: string; listed: readonly Told[]; last: Part | null }

const isWhole = ({ changed }: Telling, { listed }: ToldDigest) => listed.every(({ id }) => changed.has(id))
const idsOf = (some: readonly ToldDigest[]) =>
  new Set(some.flatMap(({ listed }) => listed.map(({ id }) => id)))

function planMessages(telling: Telling, part: Part): Planned[] {
  const whole = telling.digests.filter((one) => isWhole(telling, one))
  const covered = idsOf(whole)
  const others = [...telling.changed].filter((id) => !covered.has(id))
  return [
    ...whole.map(({ id: digestId }) => ({ about: { digestId }, part })),
    ...others.map((noticeId) => ({ about: { noticeId }, part })),
  ]
}

/**
 * PagerDuty has an incident of each message: of a notice, or of a digest, which changes only with the last of its notices. An
 * acknowledged incident does not ring again, so what is open again ends it and opens another.
 */
function planIncidents(telling: Telling, part: Part): Planned[] {
  const singly = [...telling.changed].filter((id) => telling.singly.has(id))
  if (part !== 'reopened')
    return [...singly.map((noticeId) => ({ about: { noticeId }, part })), ...planSettled(telling)]
  const whole = telling.digests.filter((one) => isWhole(telling, one))
  const covered = idsOf(whole)
  const others = [...telling.changed].filter((id) => !covered.has(id))
  const again = [
    ...whole.map(({ id: digestId }) => ({ digestId })),
    ...others.map((noticeId) => ({ noticeId })),
  ]
  const ended = [
    ...whole.map(({ id: digestId }) => ({ digestId })),
    ...singly.map((noticeId) => ({ noticeId })),
  ]
  return [
    ...ended.map((about) => ({ about, part: 'closed' as const })),
    ...again.map((about) => ({ about, part })),
  ]
}

/** The digests whose last notice was answered or ended, once. */
function planSettled({ digests }: Telling): Planned[] {
  return digests.flatMap(({ id: digestId, listed, last }) => {
    if (listed.some(({ acknowledgedAt, closedAt }) => acknowledgedAt === null && closedAt === null)) return []
    const part = listed.every(({ closedAt }) => closedAt !== null) ? 'closed' : 'acknowledged'
    return last === part ? [] : [{ about: { digestId }, part } as const]
  })
}

type Plan = (endpoint: { keepsIncidents: boolean }, telling: Telling) => Planned[]

async function tell(tx: Writer, noticeIds: readonly string[], at: number, plan: Plan): Promise<void> {
  for (const ids of chunksOf([...new Set(noticeIds)], 1000)) {
    const having = await listHaving(tx, ids)
    if (having.length === 0) continue
    const keepers = await findIncidentKeepers(tx, having)
    const listedIn = await readListed(tx, having)
    const changed = await readTold(tx, ids)
    const deliveries: NewDelivery[] = []
    for (const own of Map.groupBy(
      having,
      ({ recipient, accountId }) => `${accountId} ${recipient}`,
    ).values()) {
      const [last] = own.slice(-1)
      if (!last) continue
      const theirs = changed.filter(({ accountId }) => accountId === last.accountId)
      const telling = toTelling(theirs, own, listedIn)
      const keepsIncidents = keepers.has(last.recipient)
      const category = theirs[0]?.category ?? null
      for (const one of plan({ keepsIncidents }, telling))
        deliveries.push(newPart(last, { ...one, category, at }))
    }
    await insertMany(tx, outbox, deliveries)
  }
}

function toTelling(
  changed: readonly Told[],
  own: readonly TriedDelivery[],
  listedIn: ReadonlyMap<string, readonly Told[]>,
): Telling {
  const told = own.filter(isNotified)
  const digestIds = new Set(told.flatMap(({ digestId }) => digestId ?? []))
  const singly = new Set(told.flatMap(({ noticeId }) => noticeId ?? []))
  const digests = [...digestIds].map((id) => {
    const last = own.findLast(({ digestId }) => digestId === id)?.part
    const isEnd = last === 'acknowledged' || last === 'closed'
    return { id, listed: listedIn.get(id) ?? [], last: isEnd ? last : null }
  })
  const has = new Set([...singly, ...idsOf(digests)])
  return { changed: new Set(changed.flatMap(({ id }) => (has.has(id) ? [id] : []))), singly, digests }
}

function newPart(
  told: TriedDelivery,
  given: Planned & { category: Told['category'] | null; at: number },
): NewDelivery {
  const { recipient, shown, host, locale, purpose, step, accountId, data } = told
  return newDelivery({
    ...given,
    template: 'digestId' in given.about ? noticeDigest : noticeMail,
    to: { recipient, shown, host, locale, step, ...(purpose && { purpose }) },
    accountId,
    timeZone: typeof data.timeZone === 'string' ? data.timeZone : null,
  })
}

/**
 * What endpoints were told of these notices, singly or in digests, oldest first: what a later message took the place of too, but
 * nothing that failed.
 */
async function listHaving(read: Reader, ids: readonly string[]): Promise<TriedDelivery[]> {
  const gathered = await listGathered(read, ids)
  const tried = [
    ...(await listOfNotices(read, ids)),
    ...(await listOfDigests(read, [...new Set(gathered.map(({ digestId }) => digestId))])),
  ]
  const had = tried.filter(({ status }) => status === 'superseded' || stateOf(status) !== 'failed')
  return had.sort((one, other) => (one.id < other.id ? -1 : 1))
}

const isToEndpoint = and(isNotNull(outbox.shown), like(outbox.recipient, `${endpointKey('')}%`))

// Each by an index of its own: joined by "or", PostgreSQL reads the messages of all digests.
const listOfNotices = defineListQuery((read, noticeIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, noticeIds), isToEndpoint)),
)
const listOfDigests = defineListQuery((read, digestIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, digestIds), isToEndpoint)),
)
const listGathered = defineListQuery((read, noticeIds) =>
  read
    .select(pick(digestNotices, 'digestId'))
    .from(digestNotices)
    .where(inArray(digestNotices.noticeId, noticeIds)),
)

/** The endpoints of services that keep an incident open until it ends. */
async function findIncidentKeepers(read: Reader, having: readonly TriedDelivery[]): Promise<Set<string>> {
  const ids = [...new Set(having.flatMap(({ recipient }) => endpointIdOf(recipient) ?? []))]
  const found = await read
    .select(pick(endpoints, 'id', 'kind'))
    .from(endpoints)
    .where(inArray(endpoints.id, ids))
  return new Set(found.flatMap(({ id, kind }) => (kinds[kind].repeats ? [endpointKey(id)] : [])))
}

const toldColumns = pick(notices, 'id', 'accountId', 'category', 'acknowledgedAt', 'closedAt')

function readTold(read: Reader, ids: readonly string[]): Promise<Told[]> {
  return read
    .select(toldColumns)
    .from(notices)
    .where(inArray(notices.id, [...ids]))
    .orderBy(notices.id)
}

/** The notices of the digests that endpoints were told of: those that its message answers. */
async function readListed(read: Reader, having: readonly TriedDelivery[]): Promise<Map<string, Told[]>> {
  const digestIds = [...new Set(having.flatMap((one) => (isNotified(one) ? (one.digestId ?? []) : [])))]
  if (digestIds.length === 0) return new Map()
  const rows = await read
    .select({ digestId: digestNotices.digestId, ...toldColumns })
    .from(digestNotices)
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(inArray(digestNotices.digestId, digestIds))
  const listedIn = Map.groupBy(rows, ({ digestId }) => digestId)
  for (const [id, all] of listedIn) {
    if (all.length <= maxListed) continue
    const listed = new Set((await selectListed(read, id)).map((one) => one.id))
    listedIn.set(
      id,
      all.filter((one) => listed.has(one.id)),
    )
  }
  return listedIn
}

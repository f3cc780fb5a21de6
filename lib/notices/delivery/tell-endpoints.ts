import { and, eq, inArray, isNotNull, like } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf, defineListQuery } from '#/db/store/list-query.ts'
import { assertExclusive, type Reader, type Writer } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import { endpointIdOf, endpointKey } from '#/db/words/points.ts'
import { isNotified, stateOf, type TriedDelivery, triedColumns } from './deliveries.ts'
import { maxListed, selectListed } from './digests.ts'
import { type MailingSubject, type NewDelivery, newDelivery, sameRecipient } from './mailing.ts'

/** Of a resolved notice lib/notices/delivery/resolves.ts tells; left here are the incidents of digests. */
type Happened = 'acknowledged' | 'reopened' | 'closed' | 'resolved'
type Told = Pick<typeof notices.$inferSelect, 'id' | 'accountId' | 'category' | 'acknowledgedAt' | 'closedAt'>

/**
 * Tells each endpoint that has these notices, or is about to, of an answer, its taking back, or an end by hand or by time
 * (channels.md, Acknowledging): a digest whose notices all change in one message, others one by one. Mail has no such messages.
 */
export async function tellEndpoints(
  tx: Writer,
  noticeIds: readonly string[],
  happened: Happened,
  at: number,
): Promise<void> {
  assertExclusive()
  for (const ids of chunksOf([...new Set(noticeIds)], 1000)) {
    const all = await listHaving(tx, ids)
    const keepers = await findIncidentKeepers(tx, all)
    // What ends of itself is told by `mailResolves`; a digest may list thousands.
    const having = happened === 'resolved' ? all.filter(({ recipient }) => keepers.has(recipient)) : all
    if (having.length === 0) continue
    const listedIn = await readListed(tx, having)
    const changed = await tx
      .select(toldColumns)
      .from(notices)
      .where(inArray(notices.id, ids))
      .orderBy(notices.id)
    const deliveries: NewDelivery[] = []
    const byEndpoint = Map.groupBy(having, ({ recipient, accountId }) => `${accountId} ${recipient}`)
    for (const own of byEndpoint.values()) {
      const [last] = own.slice(-1)
      if (!last) continue
      const theirs = changed.filter(({ accountId }) => accountId === last.accountId)
      const planned = plan(toTelling(theirs, own, listedIn), happened, keepers.has(last.recipient))
      const category = theirs[0]?.category ?? null
      for (const { about, part } of planned)
        deliveries.push(newDelivery({ ...sameRecipient(last), about, part, category, at }))
    }
    await insertMany(tx, outbox, deliveries)
  }
}

/** What an endpoint has of notices that changed. `singly`: all that it was told of one by one. */
type Telling = { changed: readonly string[]; singly: ReadonlySet<string>; digests: readonly ToldDigest[] }
/** `listed`: all its notices; `last`: what it was last told of the digest itself. */
type ToldDigest = { id: string; listed: readonly Told[]; last: TriedDelivery['part'] }

/** A message to queue: about a notice or digest. */
type Planned = { about: MailingSubject; part: Exclude<Happened, 'resolved'> | 'ended' }

/**
 * PagerDuty has an incident of each message: of a notice, or of a digest, which changes only with the last of its notices. An
 * acknowledged incident does not ring again, so what is open again ends it and opens another.
 */
function plan({ changed, singly, digests }: Telling, part: Happened, keepsIncidents: boolean): Planned[] {
  if (part === 'resolved') return planSettled(digests)
  const alone = changed.filter((id) => singly.has(id)).map(ofNotice)
  if (keepsIncidents && part !== 'reopened')
    return [...alone.map((about) => ({ about, part })), ...planSettled(digests)]
  const all = new Set(changed)
  const whole = digests.filter(({ listed }) => listed.every(({ id }) => all.has(id)))
  const covered = new Set<string>()
  // Each repeat of several notices is a digest of its own: the last says it for all.
  const last = whole.toReversed().filter(({ listed }) => {
    const rest = listed.filter(({ id }) => !covered.has(id))
    for (const { id } of rest) covered.add(id)
    return rest.length > 0
  })
  const others = changed.filter((id) => !covered.has(id)).map(ofNotice)
  const ended = keepsIncidents ? [...whole.map(ofDigest), ...alone] : []
  return [
    ...ended.map((about) => ({ about, part: 'ended' as const })),
    ...[...last.map(ofDigest), ...others].map((about) => ({ about, part })),
  ]
}

const ofNotice = (noticeId: string) => ({ noticeId })
const ofDigest = ({ id: digestId }: ToldDigest) => ({ digestId })

/** The digests whose last notice was answered or ended, once. */
function planSettled(digests: readonly ToldDigest[]): Planned[] {
  return digests.flatMap(({ id: digestId, listed, last }) => {
    if (listed.some(({ acknowledgedAt, closedAt }) => acknowledgedAt === null && closedAt === null)) return []
    const part = listed.every(({ closedAt }) => closedAt !== null) ? 'closed' : 'acknowledged'
    return last === part ? [] : [{ about: { digestId }, part } as const]
  })
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
    const last = own.findLast(({ digestId }) => digestId === id)?.part ?? null
    return { id, listed: listedIn.get(id) ?? [], last }
  })
  const has = new Set([...singly, ...digests.flatMap(({ listed }) => listed.map(({ id }) => id))])
  return { changed: changed.flatMap(({ id }) => (has.has(id) ? [id] : [])), singly, digests }
}

/**
 * What endpoints were told of these notices, singly or in digests, oldest first: what a later message took the place of too, but
 * nothing that failed.
 */
async function listHaving(read: Reader, ids: readonly string[]): Promise<TriedDelivery[]> {
  const digestIds = new Set((await listGathered(read, ids)).map(({ digestId }) => digestId))
  const tried = [...(await listOfNotices(read, ids)), ...(await listOfDigests(read, [...digestIds]))]
  const had = tried.filter(({ status }) => status === 'superseded' || stateOf(status) !== 'failed')
  return had.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Each by an index of its own: joined by "or", PostgreSQL reads the messages of all digests. */
const listToEndpoints = (about: typeof outbox.noticeId | typeof outbox.digestId) =>
  defineListQuery((read, ids) =>
    read
      .select(triedColumns)
      .from(outbox)
      .where(
        and(
          isNotNull(about),
          inArray(about, ids),
          ...[isNotNull(outbox.shown), like(outbox.recipient, `${endpointKey('')}%`)],
        ),
      ),
  )
const listOfNotices = listToEndpoints(outbox.noticeId)
const listOfDigests = listToEndpoints(outbox.digestId)
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

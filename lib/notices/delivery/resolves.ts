import { and, count, eq, gt, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { assertExclusive, type Reader, type Writer } from '#/db/store/store.ts'
import { isErased } from '#/db/words/people.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { digestKey } from '#/lib/notices/notice/keys.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import {
  isNotified,
  listTriedOfDigests,
  listTriedOfNotices,
  lockTrying,
  stateOf,
  type TriedDelivery,
} from './deliveries.ts'
import { listDigestsOf, listGathering, newDigest, shortSpan } from './digests.ts'
import {
  type Ended,
  endedColumns,
  listTrying,
  newResolve,
  ResolveBatch,
  writeResolves,
} from './resolve-batch.ts'
import { tellEndpoints } from './tell-endpoints.ts'

type ResolveDigest = { id: string; dueAt: number; notified: Set<string> }

/**
 * Notifies each mailed address once that these notices are resolved, except erased or disowned addresses. Waits until the
 * first message is accepted; gathers the end if the notice was gathered and is not the only one to end (notices.md, Same
 * thing twice, Storms). Runs in the transaction that closed them.
 */
export async function mailResolves(tx: Writer, noticeIds: readonly string[], at: number): Promise<void> {
  assertExclusive()
  for (const some of chunksOf([...new Set(noticeIds)], 1000)) await mailSome(tx, some, at)
}

/** Sends a deferred resolve, in the transaction that accepts the first message. */
export async function mailDeferredResolve(tx: Writer, first: TriedDelivery, at: number): Promise<void> {
  assertExclusive()
  if (isErased(first.recipient)) return
  if (first.digestId) await mailDeferredDigest(tx, first, first.digestId, at)
  if (!first.noticeId) return
  const [ended] = await tx
    .select({ id: notices.id })
    .from(notices)
    .where(and(eq(notices.id, first.noticeId), eq(notices.closedHow, 'resolved')))
  if (ended) await mailSome(tx, [ended.id], at)
}

async function mailSome(tx: Writer, ids: string[], at: number): Promise<void> {
  const ended = await tx.select(endedColumns).from(notices).where(inArray(notices.id, ids))
  const gatheredIn = await listDigestsOf(tx, ids)
  const sentDigests = new Set(
    gatheredIn.filter(({ gathersUntil, unmailed }) => gathersUntil <= at || !unmailed).map(({ id }) => id),
  )
  const tried = await lockTrying(tx, [
    ...(await listTriedOfNotices(tx, ids)),
    ...(await listTriedOfDigests(tx, [...sentDigests])),
  ])
  const own = Map.groupBy(tried, ({ noticeId }) => noticeId)
  const ofDigests = Map.groupBy(tried, ({ digestId }) => digestId)
  const digestIdsOf = Map.groupBy(gatheredIn, ({ noticeId }) => noticeId)
  const gathering = await readResolveDigests(tx, ended, at)
  const busyGroups = await listBusyGroups(tx, ended, at)
  const batch = new ResolveBatch()
  const allOf = (id: string) => (digestIdsOf.get(id) ?? []).flatMap((one) => ofDigests.get(one.id) ?? [])
  const gatheredIds = ids.filter((id) => allOf(id).length > 0)
  const resolvedBy = await readResolved(tx, gatheredIds)
  for (const notice of ended) {
    const single = own.get(notice.id) ?? []
    const gathered = allOf(notice.id)
    const key = groupKeyOf(notice)
    // A digest that still gathers states the end itself.
    if (single.length === 0 && gathered.length > 0 && (busyGroups.has(key) || gathering.has(key)))
      queueGathered(batch, gathering, notice, gathered, at)
    else
      queueSingly(batch, notice, { tried: [...gathered, ...single], resolved: resolvedBy.get(notice.id) }, at)
  }
  await writeResolves(tx, batch)
  if (tried.some(({ recipient }) => endpointIdOf(recipient) !== null))
    await tellEndpoints(tx, ids, 'resolved', at)
}

/**
 * Notifies each address that has the notice. Others are notified once one of their messages is accepted: those with a digest
 * on its way in a digest of its own, which nothing joins. `resolved`: who got such digests in an earlier pass over the
 * same end; undefined if there is none.
 */
function queueSingly(
  batch: ResolveBatch,
  notice: Ended,
  { tried, resolved }: { tried: readonly TriedDelivery[]; resolved: ReadonlySet<string> | undefined },
  at: number,
): void {
  const later: TriedDelivery[] = []
  for (const [key, own] of Map.groupBy(tried, ({ recipient }) => addressKey(recipient))) {
    const first = own.find((one) => isNotified(one) && hasOrSupersedes(one))
    if (own.some(({ part }) => part === 'resolve') || resolved?.has(key)) continue
    if (first) batch.deliveries.push(newResolve(first, { noticeId: notice.id }, notice.category, { at }))
    else later.push(...listTrying(own))
  }
  batch.deferred.push(...later.map(({ id }) => id))
  if (resolved || later.every(({ digestId }) => digestId === null)) return
  const { id: noticeId, ...group } = notice
  const alone = { key: `resolves ${newId()}`, kind: 'resolves', gathersUntil: at, dueAt: at } as const
  const digest = newDigest({ ...alone, ...group }, at)
  batch.digests.push(digest)
  batch.digestNotices.push({ digestId: digest.id, noticeId })
}

/** An end overtakes what an endpoint has not taken yet, so that nothing rings for what is over. */
function hasOrSupersedes(one: TriedDelivery): boolean {
  return mayHave(one) || (stateOf(one.status) === 'trying' && endpointIdOf(one.recipient) !== null)
}

/** What a later message took the place of may have arrived before. */
const mayHave = ({ status }: TriedDelivery) => status === 'superseded' || stateOf(status) === 'accepted'

/** The recipients of resolve digests by notice; only notices in such digests. */
async function readResolved(read: Reader, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .select(pick(digestNotices, 'digestId', 'noticeId'))
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .where(and(inArray(digestNotices.noticeId, [...ids]), eq(digests.kind, 'resolves')))
  const tried = await listTriedOfDigests(read, [...new Set(rows.map(({ digestId }) => digestId))])
  const byDigest = Map.groupBy(tried, ({ digestId }) => digestId)
  const notified = new Map<string, Set<string>>()
  for (const { digestId, noticeId } of rows) {
    const keys = (byDigest.get(digestId) ?? []).map(({ recipient }) => addressKey(recipient))
    notified.set(noticeId, new Set([...(notified.get(noticeId) ?? []), ...keys]))
  }
  return notified
}

function queueGathered(
  batch: ResolveBatch,
  gathering: Map<string, ResolveDigest>,
  notice: Ended,
  tried: readonly TriedDelivery[],
  at: number,
): void {
  const digest = resolveDigestOf(batch, gathering, notice, at)
  batch.digestNotices.push({ digestId: digest.id, noticeId: notice.id })
  for (const one of tried) {
    const key = addressKey(one.recipient)
    if (!isNotified(one) || !mayHave(one) || digest.notified.has(key)) continue
    digest.notified.add(key)
    const { dueAt } = digest
    batch.deliveries.push(newResolve(one, { digestId: digest.id }, notice.category, { at, dueAt }))
  }
  batch.deferred.push(...listTrying(tried).map(({ id }) => id))
}

function resolveDigestOf(
  batch: ResolveBatch,
  gathering: Map<string, ResolveDigest>,
  { accountId, category, environment }: Ended,
  at: number,
): ResolveDigest {
  const key = groupKeyOf({ accountId, category, environment })
  const open = gathering.get(key)
  if (open) return open
  const digest = newDigest({ key, kind: 'resolves', accountId, category, environment }, at)
  batch.digests.push(digest)
  const opened: ResolveDigest = { ...digest, notified: new Set() }
  gathering.set(key, opened)
  return opened
}

function groupKeyOf({ accountId, category, environment }: Omit<Ended, 'id'>): string {
  return digestKey('resolves', { accountId: accountId ?? '', category, environment })
}

/** The keys of the groups in which several notices have been resolved in the last 30 s. */
async function listBusyGroups(read: Reader, ended: readonly Ended[], at: number): Promise<Set<string>> {
  const accountIds = [...new Set(ended.map(({ accountId }) => accountId ?? ''))]
  const isLate = and(eq(notices.closedHow, 'resolved'), gt(notices.closedAt, at - shortSpan))
  const late = await read
    .select({ ...pick(notices, 'accountId', 'category', 'environment'), count: count() })
    .from(notices)
    .where(and(inArray(notices.accountId, accountIds), isLate))
    .groupBy(notices.accountId, notices.category, notices.environment)
  return new Set(late.filter((group) => group.count > 1).map(groupKeyOf))
}

async function readResolveDigests(
  read: Reader,
  ended: readonly Ended[],
  at: number,
): Promise<Map<string, ResolveDigest>> {
  const keys = new Set(ended.map(groupKeyOf))
  const open = await listGathering(read, [...keys], at)
  const ids = [...open.values()].map(({ id }) => id)
  const tried = await listTriedOfDigests(read, ids)
  const byDigest = Map.groupBy(tried, ({ digestId }) => digestId)
  return new Map(
    [...open].map(([key, { id, dueAt }]) => {
      const notified = new Set((byDigest.get(id) ?? []).map(({ recipient }) => addressKey(recipient)))
      return [key, { id, dueAt, notified }]
    }),
  )
}

/** Adds the recipient to the resolve digests of the notices in the accepted digest. */
async function mailDeferredDigest(
  tx: Writer,
  first: TriedDelivery,
  digestId: string,
  at: number,
): Promise<void> {
  const inDigest = tx
    .select({ noticeId: digestNotices.noticeId })
    .from(digestNotices)
    .where(eq(digestNotices.digestId, digestId))
  // Skips the account that staff have since routed notices to.
  const isOwn = eq(digests.accountId, first.accountId ?? '')
  const resolves = await tx
    .selectDistinct(pick(digests, 'id', 'dueAt', 'category'))
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .where(and(inArray(digestNotices.noticeId, inDigest), eq(digests.kind, 'resolves'), isOwn))
  const ids = resolves.map(({ id }) => id)
  const tried = await listTriedOfDigests(tx, ids)
  const key = addressKey(first.recipient)
  const notified = new Set(
    tried.filter((one) => addressKey(one.recipient) === key).map((one) => one.digestId),
  )
  const resolvedSingly = await listResolvedSingly(tx, ids, key)
  const batch = new ResolveBatch()
  for (const { id, dueAt, category } of resolves) {
    const when = { at, dueAt: Math.max(dueAt, at) }
    if (!notified.has(id) && !resolvedSingly.has(id))
      batch.deliveries.push(newResolve(first, { digestId: id }, category, when))
  }
  await writeResolves(tx, batch)
}

/** Resolve digests whose notices have all been sent to the address individually. */
async function listResolvedSingly(read: Reader, ids: readonly string[], key: string): Promise<Set<string>> {
  const rows = await read
    .select(pick(digestNotices, 'digestId', 'noticeId'))
    .from(digestNotices)
    .where(inArray(digestNotices.digestId, [...ids]))
  const tried = await listTriedOfNotices(read, [...new Set(rows.map(({ noticeId }) => noticeId))])
  const ends = tried.filter(({ part, recipient }) => part === 'resolve' && addressKey(recipient) === key)
  const notified = new Set(ends.map(({ noticeId }) => noticeId))
  const incomplete = new Set(
    rows.flatMap(({ digestId, noticeId }) => (notified.has(noticeId) ? [] : [digestId])),
  )
  return new Set(ids.filter((id) => !incomplete.has(id)))
}

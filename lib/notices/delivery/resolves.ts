import { and, count, eq, gt, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { assertInTurn, type Reader, type Writer } from '#/db/store/store.ts'
import { isErased } from '#/db/words/people.ts'
import { digestKey } from '#/lib/notices/notice/keys.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import {
  holdTrying,
  listTriedOfDigests,
  listTriedOfNotices,
  stateOf,
  type TriedDelivery,
} from './deliveries.ts'
import { listDigestsOf, listGathering, newDigest, shortSpan } from './digests.ts'
import { type Ended, endedColumns, isTold, listTrying, resolveTo, Telling, writeTelling } from './telling.ts'

type ResolveDigest = { id: string; dueAt: number; told: Set<string> }

/**
 * Tells each mailed address once that these notices are over, except erased or disowned addresses. Waits until the
 * first message is accepted; gathers the end if the notice was gathered and is not the only one to end (notices.md, Same
 * thing twice, Storms). Runs in the transaction that closed them.
 */
export async function mailResolves(tx: Writer, noticeIds: readonly string[], at: number): Promise<void> {
  assertInTurn()
  for (const some of chunksOf([...new Set(noticeIds)], 1000)) await mailSome(tx, some, at)
}

/** Sends a deferred resolve, in the transaction that accepts the first message. */
export async function mailDeferredResolve(tx: Writer, first: TriedDelivery, at: number): Promise<void> {
  assertInTurn()
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
  const tried = await holdTrying(tx, [
    ...(await listTriedOfNotices(tx, ids)),
    ...(await listTriedOfDigests(tx, [...sentDigests])),
  ])
  const own = Map.groupBy(tried, ({ noticeId }) => noticeId)
  const ofDigests = Map.groupBy(tried, ({ digestId }) => digestId)
  const digestIdsOf = Map.groupBy(gatheredIn, ({ noticeId }) => noticeId)
  const gathering = await readResolveDigests(tx, ended, at)
  const company = await listCompany(tx, ended, at)
  const telling = new Telling()
  const allOf = (id: string) => (digestIdsOf.get(id) ?? []).flatMap((one) => ofDigests.get(one.id) ?? [])
  const gatheredIds = ids.filter((id) => allOf(id).length > 0)
  const endsTold = await readEndsTold(tx, gatheredIds)
  for (const notice of ended) {
    const single = own.get(notice.id) ?? []
    const gathered = allOf(notice.id)
    const key = groupKeyOf(notice)
    // A digest that still gathers states the end itself.
    if (single.length === 0 && gathered.length > 0 && (company.has(key) || gathering.has(key)))
      tellGathered(telling, gathering, notice, gathered, at)
    else
      tellSingly(telling, notice, { tried: [...gathered, ...single], endTold: endsTold.get(notice.id) }, at)
  }
  await writeTelling(tx, telling)
}

/**
 * Tells each address that has the notice. Others are told once one of their messages is accepted: those with a digest
 * on its way in a digest of its own, which nothing joins. `endTold`: who was told by such digests at an earlier look at the
 * same end; undefined if there is none.
 */
function tellSingly(
  telling: Telling,
  notice: Ended,
  { tried, endTold }: { tried: readonly TriedDelivery[]; endTold: ReadonlySet<string> | undefined },
  at: number,
): void {
  const later: TriedDelivery[] = []
  for (const [key, own] of Map.groupBy(tried, ({ recipient }) => addressKey(recipient))) {
    const first = own.find((one) => isTold(one) && stateOf(one.status) === 'accepted')
    if (own.some(({ part }) => part === 'resolve') || endTold?.has(key)) continue
    if (first) telling.deliveries.push(resolveTo(first, { noticeId: notice.id }, notice.category, { at }))
    else later.push(...listTrying(own))
  }
  telling.deferred.push(...later.map(({ id }) => id))
  if (endTold || later.every(({ digestId }) => digestId === null)) return
  const { id: noticeId, ...group } = notice
  const alone = { key: `resolves ${newId()}`, kind: 'resolves', gathersUntil: at, dueAt: at } as const
  const digest = newDigest({ ...alone, ...group }, at)
  telling.digests.push(digest)
  telling.digestNotices.push({ digestId: digest.id, noticeId })
}

/** Whom digests tell of the end of each of these notices; without those whose end no digest tells. */
async function readEndsTold(read: Reader, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .select(pick(digestNotices, 'digestId', 'noticeId'))
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .where(and(inArray(digestNotices.noticeId, [...ids]), eq(digests.kind, 'resolves')))
  const tried = await listTriedOfDigests(read, [...new Set(rows.map(({ digestId }) => digestId))])
  const toldBy = Map.groupBy(tried, ({ digestId }) => digestId)
  const told = new Map<string, Set<string>>()
  for (const { digestId, noticeId } of rows) {
    const keys = (toldBy.get(digestId) ?? []).map(({ recipient }) => addressKey(recipient))
    told.set(noticeId, new Set([...(told.get(noticeId) ?? []), ...keys]))
  }
  return told
}

function tellGathered(
  telling: Telling,
  gathering: Map<string, ResolveDigest>,
  notice: Ended,
  tried: readonly TriedDelivery[],
  at: number,
): void {
  const digest = resolveDigestOf(telling, gathering, notice, at)
  telling.digestNotices.push({ digestId: digest.id, noticeId: notice.id })
  for (const one of tried) {
    const key = addressKey(one.recipient)
    if (!isTold(one) || stateOf(one.status) !== 'accepted' || digest.told.has(key)) continue
    digest.told.add(key)
    const { dueAt } = digest
    telling.deliveries.push(resolveTo(one, { digestId: digest.id }, notice.category, { at, dueAt }))
  }
  telling.deferred.push(...listTrying(tried).map(({ id }) => id))
}

function resolveDigestOf(
  telling: Telling,
  gathering: Map<string, ResolveDigest>,
  { accountId, category, environment }: Ended,
  at: number,
): ResolveDigest {
  const key = groupKeyOf({ accountId, category, environment })
  const open = gathering.get(key)
  if (open) return open
  const digest = newDigest({ key, kind: 'resolves', accountId, category, environment }, at)
  telling.digests.push(digest)
  const opened: ResolveDigest = { ...digest, told: new Set() }
  gathering.set(key, opened)
  return opened
}

function groupKeyOf({ accountId, category, environment }: Omit<Ended, 'id'>): string {
  return digestKey('resolves', { accountId: accountId ?? '', category, environment })
}

/** The keys of the groups in which several notices have been resolved in the last 30 s. */
async function listCompany(read: Reader, ended: readonly Ended[], at: number): Promise<Set<string>> {
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
  const toldOf = Map.groupBy(tried, ({ digestId }) => digestId)
  return new Map(
    [...open].map(([key, { id, dueAt }]) => {
      const told = new Set((toldOf.get(id) ?? []).map(({ recipient }) => addressKey(recipient)))
      return [key, { id, dueAt, told }]
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
  // Leaves out the account to which staff have routed notices since.
  const isOwn = eq(digests.accountId, first.accountId ?? '')
  const resolves = await tx
    .selectDistinct(pick(digests, 'id', 'dueAt', 'category'))
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .where(and(inArray(digestNotices.noticeId, inDigest), eq(digests.kind, 'resolves'), isOwn))
  const ids = resolves.map(({ id }) => id)
  const tried = await listTriedOfDigests(tx, ids)
  const key = addressKey(first.recipient)
  const told = new Set(tried.filter((one) => addressKey(one.recipient) === key).map((one) => one.digestId))
  const toldSingly = await listToldSingly(tx, ids, key)
  const telling = new Telling()
  for (const { id, dueAt, category } of resolves) {
    const when = { at, dueAt: Math.max(dueAt, at) }
    if (!told.has(id) && !toldSingly.has(id))
      telling.deliveries.push(resolveTo(first, { digestId: id }, category, when))
  }
  await writeTelling(tx, telling)
}

/** Those of these digests of resolves of whose every notice the address was told singly. */
async function listToldSingly(read: Reader, ids: readonly string[], key: string): Promise<Set<string>> {
  const rows = await read
    .select(pick(digestNotices, 'digestId', 'noticeId'))
    .from(digestNotices)
    .where(inArray(digestNotices.digestId, [...ids]))
  const tried = await listTriedOfNotices(read, [...new Set(rows.map(({ noticeId }) => noticeId))])
  const ends = tried.filter(({ part, recipient }) => part === 'resolve' && addressKey(recipient) === key)
  const told = new Set(ends.map(({ noticeId }) => noticeId))
  const untold = new Set(rows.flatMap(({ digestId, noticeId }) => (told.has(noticeId) ? [] : [digestId])))
  return new Set(ids.filter((id) => !untold.has(id)))
}

import { and, eq, inArray, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { goneKey, listGone } from '#/lib/accounts/addresses/refused-before.ts'
import { digestMargin, digestSpan } from '#/lib/notices/notice/digest-times.ts'
import { digestKey } from '#/lib/notices/notice/keys.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import {
  fateOf,
  listTriedOfDigests,
  listTriedOfNotices,
  type NewDelivery,
  type TriedDelivery,
} from './deliveries.ts'
import { isUnmailed, listGathering, type NewDigest, type NewDigestNotice } from './digests.ts'
import { type Ended, endedColumns, resolveDigestDelivery, resolveOf } from './resolve-deliveries.ts'

type ResolveDigest = { id: string; dueAt: number; told: Set<string> }

/** What telling of resolves writes. */
type Telling = {
  deliveries: NewDelivery[]
  digests: NewDigest[]
  digestNotices: NewDigestNotice[]
  /** Deliveries that are still being tried: the end is told once they are accepted. */
  held: string[]
}

/**
 * Tells of the end of these notices, once, the addresses that were mailed and did not say since that they are somebody else's: not
 * before their first message was accepted, and gathered where that was (notices.md, Same thing twice, Storms). Called in the
 * transaction that closed them.
 */
export async function tellResolves(tx: Writer, noticeIds: readonly string[], at: number): Promise<void> {
  for (const some of chunksOf([...new Set(noticeIds)], 1000)) await tellSome(tx, some, at)
}

async function tellSome(tx: Writer, ids: string[], at: number): Promise<void> {
  const ended = await tx.select(endedColumns).from(notices).where(inArray(notices.id, ids))
  const own = Map.groupBy(await listTriedOfNotices(tx, ids), ({ noticeId }) => noticeId)
  const gatheredIn = await listDigestsOf(tx, ids)
  const sentDigests = new Set(
    gatheredIn.filter(({ gathersUntil, unmailed }) => gathersUntil <= at || !unmailed).map(({ id }) => id),
  )
  const ofDigests = Map.groupBy(await listTriedOfDigests(tx, [...sentDigests]), ({ digestId }) => digestId)
  const digestIdsOf = Map.groupBy(gatheredIn, ({ noticeId }) => noticeId)
  const gathering = await readResolveDigests(tx, ended, at)
  const telling: Telling = { deliveries: [], digests: [], digestNotices: [], held: [] }
  for (const notice of ended) {
    const single = own.get(notice.id) ?? []
    const gathered = (digestIdsOf.get(notice.id) ?? []).flatMap(({ id }) => ofDigests.get(id) ?? [])
    if (single.length > 0) tellSingly(telling, notice, [...gathered, ...single], at)
    // A digest that still gathers says itself that it is over.
    else if (gathered.length > 0) tellGathered(telling, gathering, notice, gathered, at)
  }
  await write(tx, telling)
}

function tellSingly(telling: Telling, notice: Ended, tried: readonly TriedDelivery[], at: number): void {
  for (const own of Map.groupBy(tried, ({ recipient }) => addressKey(recipient)).values()) {
    const first = own.find((one) => isTold(one) && fateOf(one.status) === 'accepted')
    if (own.some(({ part }) => part === 'resolve')) continue
    if (first) telling.deliveries.push(resolveOf(first, notice, at))
    else telling.held.push(...listTrying(own))
  }
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
    if (fateOf(one.status) !== 'accepted' || digest.told.has(key)) continue
    digest.told.add(key)
    telling.deliveries.push(resolveDigestDelivery(one, digest, notice.category, at))
  }
  telling.held.push(...listTrying(tried))
}

function resolveDigestOf(
  telling: Telling,
  gathering: Map<string, ResolveDigest>,
  { accountId, category, environment }: Ended,
  at: number,
): ResolveDigest {
  const key = digestKey('resolves', { accountId: accountId ?? '', category, environment })
  const open = gathering.get(key)
  if (open) return open
  const opened: ResolveDigest = { id: newId(), dueAt: at + digestSpan, told: new Set() }
  gathering.set(key, opened)
  telling.digests.push({
    id: opened.id,
    key,
    kind: 'resolves',
    accountId,
    category,
    environment,
    gathersUntil: at + digestSpan - digestMargin,
    dueAt: opened.dueAt,
    createdAt: at,
  })
  return opened
}

async function readResolveDigests(
  read: Reader,
  ended: readonly Ended[],
  at: number,
): Promise<Map<string, ResolveDigest>> {
  const keys = new Set(ended.map((one) => digestKey('resolves', { ...one, accountId: one.accountId ?? '' })))
  const open = await listGathering(read, [...keys], at)
  const tried = await listTriedOfDigests(
    read,
    [...open.values()].map(({ id }) => id),
  )
  const toldOf = Map.groupBy(tried, ({ digestId }) => digestId)
  return new Map(
    [...open].map(([key, { id, dueAt }]) => {
      const told = new Set((toldOf.get(id) ?? []).map(({ recipient }) => addressKey(recipient)))
      return [key, { id, dueAt, told }]
    }),
  )
}

/** The digests of notices that these are in, of the account that they are in now. */
function listDigestsOf(read: Reader, noticeIds: string[]) {
  return read
    .select({
      id: digests.id,
      gathersUntil: digests.gathersUntil,
      noticeId: digestNotices.noticeId,
      unmailed: sql<boolean | number>`${isUnmailed}`,
    })
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(
      and(
        inArray(digestNotices.noticeId, noticeIds),
        eq(digests.kind, 'notices'),
        eq(digests.accountId, notices.accountId),
      ),
    )
}

function isTold({ part }: TriedDelivery): boolean {
  return part === 'notice' || part === 'reminder' || part === 'escalation'
}

function listTrying(tried: readonly TriedDelivery[]): string[] {
  return tried.filter((one) => isTold(one) && fateOf(one.status) === 'trying').map(({ id }) => id)
}

async function write(tx: Writer, { deliveries, digests: opened, digestNotices: joined, held }: Telling) {
  const gone = await listGone(
    tx,
    deliveries.flatMap(({ accountId }) => accountId ?? []),
  )
  const told = deliveries.filter(({ accountId, recipient }) => !gone.has(goneKey(accountId ?? '', recipient)))
  for (const some of chunksOf(opened, 250)) await tx.insert(digests).values(some)
  for (const some of chunksOf(joined, 1000)) await tx.insert(digestNotices).values(some).onConflictDoNothing()
  for (const some of chunksOf(told, 250)) await tx.insert(outbox).values(some)
  for (const some of chunksOf(held, 5000)) {
    await tx.update(outbox).set({ thenResolve: true }).where(inArray(outbox.id, some))
  }
}

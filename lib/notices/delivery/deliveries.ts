import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import { locking } from '#/db/store/row-locks.ts'
import { engine, type Reader, type Writer } from '#/db/store/store.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import { isErased } from '#/db/words/people.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { Telling } from '#/lib/notices/routing/repeats.ts'
import type { RecipientState } from '#/lib/notices/routing/routing.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { listDigestsOf } from './digests.ts'

export const triedColumns = {
  ...pick(
    outbox,
    'id',
    'recipient',
    'shown',
    'host',
    'silent',
    'locale',
    'status',
    'part',
    'purpose',
    'step',
  ),
  ...pick(outbox, 'noticeId', 'digestId', 'accountId', 'thenResolve', 'data', 'createdAt'),
}

export type TriedDelivery = Pick<typeof outbox.$inferSelect, keyof typeof triedColumns>

/** Lists deliveries of notices to their current accounts, oldest first, without digests. */
export async function listTriedOfNotices(read: Reader, ids: readonly string[]): Promise<TriedDelivery[]> {
  return inOrder(await listOfNotices(read, ids))
}

const isOwn = eq(outbox.accountId, notices.accountId)

const listOfNotices = defineListQuery((read, noticeIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .innerJoin(notices, eq(notices.id, outbox.noticeId))
    // Repeats the partial index's condition, so that the store uses it.
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, noticeIds), isOwn)),
)

/** Lists deliveries of digests, oldest first. */
export async function listTriedOfDigests(read: Reader, ids: readonly string[]): Promise<TriedDelivery[]> {
  return inOrder(await listOfDigests(read, ids))
}

const listOfDigests = defineListQuery((read, digestIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, digestIds))),
)

/**
 * The same deliveries, with the states of those being tried as they are now. Until the transaction ends, no worker settles
 * one of them, so the caller can still request a follow-up of those being tried.
 */
export async function lockTrying(tx: Writer, tried: readonly TriedDelivery[]): Promise<TriedDelivery[]> {
  if (engine === 'sqlite') return [...tried]
  const trying = tried.filter(({ status }) => stateOf(status) === 'trying').map(({ id }) => id)
  const held = new Map((await lockStatuses(tx, trying)).map(({ id, status }) => [id, status]))
  return tried.map((one) => ({ ...one, status: held.get(one.id) ?? one.status }))
}

const lockStatuses = defineListQuery((tx, ids) =>
  locking(
    tx
      .select(pick(outbox, 'id', 'status'))
      .from(outbox)
      .where(inArray(outbox.id, ids))
      .orderBy(outbox.id),
    'update',
  ),
)

/** `toldAt`: when it was mailed; a digest only after it gathered. */
export type ToldDelivery = TriedDelivery & { toldAt: number }

/** The deliveries of each notice to its current account, singly and in digests, oldest first. */
export async function listTriedOfEach(
  read: Reader,
  ids: readonly string[],
): Promise<Map<string, ToldDelivery[]>> {
  const own = Map.groupBy(await listTriedOfNotices(read, ids), ({ noticeId }) => noticeId)
  const inDigests = Map.groupBy(await listDigestsOf(read, ids), ({ noticeId }) => noticeId)
  const digestIds = new Set([...inDigests.values()].flat().map(({ id }) => id))
  const ofDigests = Map.groupBy(await listTriedOfDigests(read, [...digestIds]), ({ digestId }) => digestId)
  return new Map(
    ids.map((id) => {
      const gathered = (inDigests.get(id) ?? []).flatMap((digest) =>
        (ofDigests.get(digest.id) ?? []).map((one) => ({
          ...one,
          toldAt: Math.max(digest.dueAt, one.createdAt),
        })),
      )
      const singly = (own.get(id) ?? []).map((one) => ({ ...one, toldAt: one.createdAt }))
      return [id, inOrder([...singly, ...gathered])]
    }),
  )
}

/** Skips erased people: they get no more mail and cannot answer. */
function inOrder<Row extends TriedDelivery>(rows: Row[]): Row[] {
  const known = rows.filter(({ recipient }) => !isErased(recipient))
  return known.sort((one, other) => (one.id < other.id ? -1 : 1))
}

const alive: readonly MailStatus[] = ['queued', 'sending', 'retrying']

/** Maps a delivery's status to its recipient's state. */
export function stateOf(status: MailStatus): RecipientState {
  if (alive.includes(status)) return 'trying'
  return status === 'accepted' || status === 'delivered' ? 'accepted' : 'failed'
}

/** The parts that tell people of an open notice. */
export const notifyingParts = ['notice', 'reminder', 'repeat', 'escalation', 'reopened'] as const

/** Whether it tells people of an open notice: not of an answer or its end, and it is not for staff. */
export function isNotified({ part }: Pick<TriedDelivery, 'part'>): boolean {
  return notifyingParts.some((one) => one === part)
}

/**
 * The state of the last message to each point that told it of the notice. A silent point stays so until it takes one, or one
 * fails.
 */
export function statesOf(tried: readonly TriedDelivery[]): Map<string, RecipientState> {
  const states = new Map<string, RecipientState>()
  for (const one of tried) {
    if (!isNotified(one)) continue
    const key = addressKey(one.recipient)
    const isSilent = one.silent || states.get(key) === 'silent'
    // A later message to the same point decides.
    if (one.status === 'superseded') {
      if (isSilent) states.set(key, 'silent')
      continue
    }
    const state = stateOf(one.status)
    states.set(key, state === 'trying' && isSilent ? 'silent' : state)
  }
  return states
}

/** What each point had of a notice, by its key: without what failed, but for what a later message took the place of. */
export function tellingsOf(tried: readonly ToldDelivery[]): Map<PointKey, Telling[]> {
  const isTold = ({ status }: ToldDelivery) => status === 'superseded' || stateOf(status) !== 'failed'
  const had = tried.filter((one) => isNotified(one) && isTold(one))
  const told = Map.groupBy(had, ({ recipient }) => addressKey(recipient))
  return new Map(
    [...told].map(([key, own]) => [
      key,
      own.map(({ toldAt, step, part }) => ({ at: toldAt, step, isRepeat: part === 'repeat' })),
    ]),
  )
}

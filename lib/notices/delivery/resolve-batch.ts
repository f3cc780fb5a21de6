import { inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Writer } from '#/db/store/store.ts'
import { listRefusedAddresses, refusedAddressKey } from '#/lib/accounts/addresses/refused-before.ts'
import { isNotified, stateOf, type TriedDelivery } from './deliveries.ts'
import type { NewDigest, NewDigestNotice } from './digests.ts'
import { type MailingSubject, type NewDelivery, newDelivery, sameRecipient } from './mailing.ts'
import { noticeResolved } from './notice.ts'
import { noticeDigestResolved } from './notice-digest.ts'

/** The columns that resolve messages need. */
export const endedColumns = pick(notices, 'id', 'accountId', 'category', 'environment')
export type Ended = Pick<typeof notices.$inferSelect, keyof typeof endedColumns>

/** The mail about resolved notices. `deferred`: deliveries still being tried; their recipients are notified once accepted. */
export class ResolveBatch {
  readonly deliveries: NewDelivery[] = []
  readonly digests: NewDigest[] = []
  readonly digestNotices: NewDigestNotice[] = []
  readonly deferred: string[] = []
}

/** The resolve message to the recipient of `first`, about a notice or a digest of resolves. */
export function newResolve(
  first: TriedDelivery,
  about: MailingSubject,
  category: Ended['category'] | null,
  when: { at: number; dueAt?: number },
): NewDelivery {
  return newDelivery({
    ...when,
    ...sameRecipient(first),
    about,
    template: 'digestId' in about ? noticeDigestResolved : noticeResolved,
    part: 'resolve',
    category,
  })
}

export function listTrying(tried: readonly TriedDelivery[]): TriedDelivery[] {
  return tried.filter((one) => isNotified(one) && stateOf(one.status) === 'trying')
}

/** Writes the messages, except to addresses that are gone, and flags deliveries still being tried for a follow-up. */
export async function writeResolves(
  tx: Writer,
  { deliveries, digests: opened, digestNotices: joined, deferred }: ResolveBatch,
) {
  const accountIds = deliveries.flatMap(({ accountId }) => accountId ?? [])
  const gone = await listRefusedAddresses(tx, accountIds)
  const mails = deliveries.filter(
    ({ accountId, recipient }) => !gone.has(refusedAddressKey(accountId ?? '', recipient)),
  )
  await insertMany(tx, digests, opened)
  for (const some of chunksOf(joined, 1000)) await tx.insert(digestNotices).values(some).onConflictDoNothing()
  await insertMany(tx, outbox, mails)
  for (const some of chunksOf(deferred, 5000))
    await tx.update(outbox).set({ thenResolve: true }).where(inArray(outbox.id, some))
}

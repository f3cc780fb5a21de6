import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/locale.ts'
import type { DeliveryPart, MailLane, MailStatus } from '#/db/words/mail.ts'
import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import type { Fate, Recipient } from '#/lib/notices/routing/routing.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import { newId } from '#/lib/platform/values/ids.ts'

export type NewDelivery = typeof outbox.$inferInsert

/** What a delivery is about: one notice, or a digest of several. */
export type Mailing = { noticeId: string } | { digestId: string }

/** The texts of a delivery are made when it is sent, of what is then known; this is what cannot be looked up then. */
export type DeliveryExtras = { timeZone: string }

/** A delivery of a notice or digest to an address, queued. @see lib/notices/delivery/mail-content.ts for what it says. */
export function newDelivery(given: {
  mailing: Mailing
  template: Template<never>
  part: DeliveryPart
  to: { address: string; locale: Locale; purpose?: RouteTarget; step?: number | null }
  category: NoticeCategory | null
  accountId: string | null
  timeZone: string
  at: number
  dueAt?: number
  /** Of announcements; else that of its category. */
  lane?: MailLane
}): NewDelivery {
  const extras: DeliveryExtras = { timeZone: given.timeZone }
  return {
    id: newId(),
    template: given.template.name,
    recipient: given.to.address,
    locale: given.to.locale,
    data: extras,
    accountId: given.accountId,
    // A connection is reserved for emergencies and sign-in (notices.md, Deliveries).
    lane: given.lane ?? (given.category === 'emergency' ? 'urgent' : 'ordinary'),
    status: 'queued',
    dueAt: given.dueAt ?? given.at,
    createdAt: given.at,
    part: given.part,
    purpose: given.to.purpose ?? null,
    step: given.to.step ?? null,
    noticeId: 'noticeId' in given.mailing ? given.mailing.noticeId : null,
    digestId: 'digestId' in given.mailing ? given.mailing.digestId : null,
  }
}

/** The deliveries of one part to each recipient. */
export function newDeliveries(
  recipients: readonly Recipient[],
  given: Omit<Parameters<typeof newDelivery>[0], 'to' | 'timeZone'> & { zone: string },
): NewDelivery[] {
  const { zone, ...rest } = given
  return recipients.map((to) => newDelivery({ ...rest, to, timeZone: to.timeZone ?? zone }))
}

export type TriedDelivery = Pick<
  typeof outbox.$inferSelect,
  | 'id'
  | 'recipient'
  | 'locale'
  | 'status'
  | 'part'
  | 'purpose'
  | 'step'
  | 'noticeId'
  | 'digestId'
  | 'accountId'
  | 'thenResolve'
  | 'data'
>

const triedColumns = {
  id: outbox.id,
  recipient: outbox.recipient,
  locale: outbox.locale,
  status: outbox.status,
  part: outbox.part,
  purpose: outbox.purpose,
  step: outbox.step,
  noticeId: outbox.noticeId,
  digestId: outbox.digestId,
  accountId: outbox.accountId,
  thenResolve: outbox.thenResolve,
  data: outbox.data,
}

/**
 * The deliveries of notices themselves, oldest first; not those of digests they are in, nor those to an account that a notice
 * was in before staff routed it to another: neither account is told of the other.
 */
export async function listTriedOfNotices(
  read: Reader,
  noticeIds: readonly string[],
): Promise<TriedDelivery[]> {
  return inOrder(await listOfNotices(read, noticeIds))
}

const listOfNotices = defineListQuery((read, noticeIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .innerJoin(notices, eq(notices.id, outbox.noticeId))
    // As the partial index is written, so that it serves.
    .where(
      and(
        isNotNull(outbox.noticeId),
        inArray(outbox.noticeId, noticeIds),
        eq(outbox.accountId, notices.accountId),
      ),
    ),
)

/** The deliveries of digests, oldest first. */
export async function listTriedOfDigests(
  read: Reader,
  digestIds: readonly string[],
): Promise<TriedDelivery[]> {
  return inOrder(await listOfDigests(read, digestIds))
}

const listOfDigests = defineListQuery((read, digestIds) =>
  read
    .select(triedColumns)
    .from(outbox)
    .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, digestIds))),
)

/** Whoever was erased is told nothing more, and is no one of whom anything could still be expected. */
function inOrder(rows: TriedDelivery[]): TriedDelivery[] {
  return rows
    .filter(({ recipient }) => !isErased(recipient))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
}

const alive: readonly MailStatus[] = ['queued', 'sending', 'retrying']

export function fateOf(status: MailStatus): Fate {
  if (alive.includes(status)) return 'trying'
  return status === 'accepted' || status === 'delivered' ? 'accepted' : 'failed'
}

/** What became of the last message to each address; what tells of the end, and mail to staff, plays no part. */
export function fatesOf(tried: readonly TriedDelivery[]): Map<string, Fate> {
  const fates = new Map<string, Fate>()
  for (const { recipient, status, part } of tried) {
    if (part === 'resolve' || part === 'staff') continue
    fates.set(addressKey(recipient), fateOf(status))
  }
  return fates
}

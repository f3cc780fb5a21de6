import { and, eq, notInArray } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { bounceReports } from '#/db/schema/notices.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import type { DeliveryAttempt, MailStatus } from '#/db/words/mail.ts'
import { erasedPlaceholder, isErased } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { recordFailure } from '#/lib/accounts/proof/marks.ts'
import { reauthoriseSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { mailDeferredResolve } from '#/lib/notices/delivery/resolves.ts'
import type { BouncedRecipient } from '#/lib/notices/formats/bounce-report.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { countDelivery } from '#/lib/platform/log/metrics.ts'
import { holdsSecret } from '#/lib/platform/mail/queue-mail.ts'
import { classifyStatus } from '#/lib/platform/relay/failure.ts'
import { parseBounceAddress } from '#/lib/platform/relay/return-path.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** A report: its recipient addresses, one of which may be our return path, and the raw message. */
export type ReceivedBounce = {
  sentTo: readonly string[]
  recipients: readonly BouncedRecipient[]
  raw: string
}

export type RecordedBounce = { deliveryId: string | null; outcome: 'recorded' | 'unknown-delivery' }

const maxRawLength = 20_000

/**
 * Records a report and its consequences (notices.md, Bouncing). Repeating it is harmless. Keeps unknown deliveries for
 * staff, up to a daily limit. @throws AppError `forbidden` for a key that is no longer valid
 */
export async function recordBounce(
  store: Store,
  grant: SourceGrant<'bounces:write'>,
  report: ReceivedBounce,
  pattern = env.MAIL_BOUNCE,
): Promise<RecordedBounce> {
  const named =
    report.sentTo.map((address) => parseBounceAddress(address, pattern)).find((id) => id !== null) ?? null
  const { deliveryId, changed } = await store.transact(async (tx) => {
    const at = now()
    await reauthoriseSource(tx, grant, 'bounces:write')
    const [delivery] = named ? await tx.select().from(outbox).where(eq(outbox.id, named)) : []
    const deliveryId = delivery?.id ?? null
    const recipients =
      delivery && isErased(delivery.recipient) ? report.recipients.map(withoutPerson) : report.recipients
    const mayKeep = tells(delivery, recipients) || (await hasReportQuota(tx, grant, recipients.length))
    for (const [place, said] of mayKeep ? recipients.entries() : []) {
      const raw = deliveryId === null ? (place === 0 ? report.raw.slice(0, maxRawLength) : '') : null
      await tx.insert(bounceReports).values({ id: newId(), deliveryId, ...said, raw, receivedAt: at })
    }
    if (!delivery) return { deliveryId, changed: null }
    // A delivery has one recipient, but that recipient's server may have forwarded the mail to several.
    const worst = recipients.find(({ action }) => action === 'failed') ?? recipients[0]
    return { deliveryId, changed: worst ? await apply(tx, delivery, worst, at) : null }
  }, exclusive)
  if (changed) countDelivery(changed, changed.status, now())
  return { deliveryId, outcome: deliveryId === null ? 'unknown-delivery' : 'recorded' }
}

/** A report about an erased person keeps only the outcome. */
function withoutPerson({ action, status }: BouncedRecipient): BouncedRecipient {
  return { recipient: erasedPlaceholder, action, status, diagnostic: '' }
}

type Delivery = typeof outbox.$inferSelect

/** Mail servers give up after five days (RFC 5321, 4.5.4.1). A later failure is forged or old, and marks no address. */
const failureWindow = 14 * day

/** Recipients know the return path, so we limit how many delay and relay reports a delivery keeps. */
const maxReports = 50

const isReport = ({ status }: DeliveryAttempt): boolean => status === 'delayed' || status === 'relayed'

/** Statuses that a failure or delivery report no longer changes. */
const ended: readonly MailStatus[] = ['failed', 'expired', 'withheld']

/** Whether the report says anything new about the delivery. */
function tells(delivery: Delivery | undefined, recipients: readonly BouncedRecipient[]): boolean {
  if (!delivery || ended.includes(delivery.status)) return false
  const isSettling = recipients.some(({ action }) => action === 'failed' || action === 'delivered')
  return isSettling || (delivery.history ?? []).filter(isReport).length < maxReports
}

/** Anybody can mail reports, so a daily limit protects the store. */
async function hasReportQuota(tx: Writer, { source }: SourceGrant<'bounces:write'>, reports: number) {
  try {
    await consumeLimit(tx, 'bounces-kept', source.id, reports)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Returns the delivery if its status changed. A report that precedes the worker's outcome settles the delivery. */
async function apply(
  tx: Writer,
  delivery: Delivery,
  said: BouncedRecipient,
  at: number,
): Promise<Delivery | null> {
  const { action, status, diagnostic } = said
  if (action === 'expanded') return null
  const error = `${status} ${diagnostic}`.trim().slice(0, 500)
  const attempt: DeliveryAttempt = { at, status: action, error }
  const history = [...(delivery.history ?? []), attempt]
  if (action !== 'failed' && action !== 'delivered') {
    if (history.filter(isReport).length > maxReports) return null
    await tx.update(outbox).set({ history }).where(eq(outbox.id, delivery.id))
    return null
  }
  const settled = { status: action, history, dueAt: null, leaseOwner: null, leaseUntil: null, settledAt: at }
  const lastError = action === 'failed' ? error : undefined
  const data = holdsSecret(delivery.data) ? {} : undefined
  const kept = action === 'failed' ? ended : [...ended, 'delivered' as const]
  const [changed] = await tx
    .update(outbox)
    .set({ ...settled, lastError, data })
    .where(and(eq(outbox.id, delivery.id), notInArray(outbox.status, [...kept])))
    .returning()
  if (!changed) return null
  if (action !== 'failed') {
    const isFirstWord = delivery.status !== 'accepted'
    if (isFirstWord && changed.thenResolve) await mailDeferredResolve(tx, changed, at)
    return changed
  }
  if (!isErased(changed.recipient) && at < delivery.createdAt + failureWindow) {
    await recordFailure(
      tx,
      { address: changed.recipient, deliveryId: changed.id },
      classifyStatus(status),
      at,
    )
  }
  await fallBack(tx, changed, at)
  return changed
}

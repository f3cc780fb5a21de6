import { randomBytes } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import type { DeliveryPart } from '#/db/words/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { isNotified } from '#/lib/notices/delivery/deliveries.ts'
import { countRounds, listThread, type Thread } from '#/lib/notices/endpoints/message.ts'
import { unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import type { AcknowledgedIncident } from '#/lib/notices/formats/pagerduty-incident.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { type Acknowledgement, acknowledgeByMail, findAcknowledgement } from './acknowledge-link.ts'

/**
 * Acknowledges what a message told, as its link does: an endpoint answers by it. `by`: who, in its own words. Null if
 * the link is nobody's, or no longer of an endpoint of the account.
 */
export async function acknowledgeByEndpoint(
  store: Store,
  deliveryId: string,
  by: string,
): Promise<Acknowledgement | null> {
  try {
    return await acknowledgeByMail(store, linkToken('acknowledge', deliveryId), null, by)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}

/** Nobody knows it, so that an unknown endpoint takes as long to refuse as a known one. */
const noSecret = randomBytes(32).toString('hex')

/** The secret by which PagerDuty signs what it sends for this endpoint; one that nobody knows if there is none. */
export async function findWebhookSecret(read: Reader, endpointId: string): Promise<string> {
  if (!isId(endpointId)) return noSecret
  const [found] = await read
    .select(pick(endpoints, 'id', 'sealed'))
    .from(endpoints)
    .where(and(eq(endpoints.id, endpointId), eq(endpoints.kind, 'pagerduty'), isNull(endpoints.disabledBy)))
  return (found && unsealEndpoint(found)?.config.webhookSecret) || noSecret
}

/**
 * Acknowledges what opened this incident, as the person in PagerDuty. Returns false if that is nothing of the endpoint's, or
 * an incident of before an undo: then another one is open.
 */
export async function acknowledgeIncident(
  store: Store,
  endpointId: string,
  { thread, round, by }: AcknowledgedIncident,
): Promise<boolean> {
  const told = await findTold(store.read, endpointKey(endpointId), { thread, round })
  if (!told) return false
  const answered = told.isAnswered
    ? await findAcknowledgement(store.read, linkToken('acknowledge', told.id))
    : await acknowledgeByEndpoint(store, told.id, by)
  return answered !== null && answered.answeredAt !== null && answered.pending === 0
}

/**
 * The last message that told this endpoint of a notice or digest, in this round. `isAnswered`: it was told of the answer
 * since; what comes then is an echo, perhaps of before an undo. A digest of one notice opens the notice's incident.
 */
async function findTold(
  read: Reader,
  recipient: string,
  { thread, round }: Pick<AcknowledgedIncident, 'thread' | 'round'>,
) {
  const gathered = await read
    .select(pick(digestNotices, 'digestId'))
    .from(digestNotices)
    .where(eq(digestNotices.noticeId, thread))
    .orderBy(desc(digestNotices.digestId))
  const lone: string[] = []
  for (const { digestId } of gathered)
    if ((await read.$count(digestNotices, eq(digestNotices.digestId, digestId))) === 1) lone.push(digestId)
  const told: { id: string; isAnswered: boolean }[] = []
  const ofDigests = [thread, ...lone].map((digestId) => ({ noticeId: null, digestId }))
  for (const about of [{ noticeId: thread, digestId: null }, ...ofDigests]) {
    const sent = await listThread(read, { recipient, ...about })
    const last = sent.findLast(isNotified)
    if (last && countRounds(sent, last.id) === round) told.push({ id: last.id, isAnswered: isAnswered(sent) })
  }
  return told.find((one) => !one.isAnswered) ?? told[0]
}

/** Counted, as ids of two servers, or of before the clock was set back, tell no order. */
function isAnswered(sent: Thread): boolean {
  const countOf = (wanted: DeliveryPart) => sent.filter(({ part }) => part === wanted).length
  return countOf('acknowledged') > countOf('reopened')
}

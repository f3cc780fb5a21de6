import { and, inArray, isNotNull, like, or } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Writer } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { isNotified, stateOf, type TriedDelivery, triedColumns } from '#/lib/notices/delivery/deliveries.ts'
import { type NewDelivery, newDelivery } from '#/lib/notices/delivery/mailing.ts'
import { notice as noticeMail } from '#/lib/notices/delivery/notice.ts'

type Part = 'acknowledged' | 'reopened' | 'closed'

/**
 * Tells every endpoint that has these notices, or is about to, of an answer, its taking back or an end by hand (channels.md,
 * Acknowledging). Of a digest it tells each notice. Mail has no such messages.
 */
export async function tellEndpoints(
  tx: Writer,
  noticeIds: readonly string[],
  part: Part,
  at: number,
): Promise<void> {
  for (const ids of chunksOf(noticeIds, 1000)) {
    const having = await listHaving(tx, ids)
    if (having.length === 0) continue
    const digestIds = having.flatMap(({ digestId }) => digestId ?? [])
    const listed = await tx
      .select(pick(digestNotices, 'digestId', 'noticeId'))
      .from(digestNotices)
      .where(inArray(digestNotices.digestId, digestIds))
    const rows = await tx
      .select(pick(notices, 'id', 'accountId', 'category'))
      .from(notices)
      .where(inArray(notices.id, [...ids]))
    const deliveries = rows.flatMap(({ id: noticeId, accountId, category }) => {
      const digestsOf = new Set(
        listed.filter((one) => one.noticeId === noticeId).map(({ digestId }) => digestId),
      )
      const own = having.filter(
        (one) =>
          one.accountId === accountId && (one.noticeId === noticeId || digestsOf.has(one.digestId ?? '')),
      )
      const each = new Map(own.map((one) => [one.recipient, one]))
      return [...each.values()].map((one) => newPart(one, { noticeId, category, part, at }))
    })
    await insertMany(tx, outbox, deliveries)
  }
}

function newPart(
  told: TriedDelivery,
  {
    noticeId,
    ...given
  }: { noticeId: string; part: Part; at: number } & Pick<typeof notices.$inferSelect, 'category'>,
): NewDelivery {
  const { recipient, shown, host, locale, purpose, step, accountId, data } = told
  return newDelivery({
    ...given,
    about: { noticeId },
    template: noticeMail,
    to: { recipient, shown, host, locale, step, ...(purpose && { purpose }) },
    accountId,
    timeZone: typeof data.timeZone === 'string' ? data.timeZone : null,
  })
}

/** What endpoints were told of these notices, singly or in digests, unless it failed. */
async function listHaving(tx: Writer, ids: readonly string[]): Promise<TriedDelivery[]> {
  const gathered = tx
    .select({ id: digestNotices.digestId })
    .from(digestNotices)
    .where(inArray(digestNotices.noticeId, [...ids]))
  const isAbout = or(
    and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, [...ids])),
    and(isNotNull(outbox.digestId), inArray(outbox.digestId, gathered)),
  )
  const isToEndpoint = and(isNotNull(outbox.shown), like(outbox.recipient, `${endpointKey('')}%`))
  const tried = await tx.select(triedColumns).from(outbox).where(and(isAbout, isToEndpoint))
  return tried.filter((one) => isNotified(one) && stateOf(one.status) !== 'failed')
}

import { desc, eq } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/index.ts'
import { newId } from '#/lib/ids.ts'
import { listStaffRecipients } from '#/lib/staff/queries.ts'
import { newDelivery } from './deliveries.ts'
import { chunksOf, type NewDigest } from './intake-rows.ts'
import { digestMargin, digestSpan } from './joining.ts'

const key = 'unroutable'

/**
 * Tells staff of notices that reach nobody: at once where none was told lately, else gathered for 5 minutes, since whatever
 * sends one such event tends to send thousands.
 */
export async function tellStaffUnroutable(
  tx: Writer,
  noticeIds: readonly string[],
  at: number,
): Promise<void> {
  const [last] = await tx
    .select()
    .from(digests)
    .where(eq(digests.key, key))
    .orderBy(desc(digests.gathersUntil))
    .limit(1)
  const digestId = last && last.gathersUntil > at ? last.id : await openDigest(tx, at, last?.dueAt ?? null)
  for (const some of chunksOf(noticeIds, 1000)) {
    await tx
      .insert(digestNotices)
      .values(some.map((noticeId) => ({ digestId, noticeId })))
      .onConflictDoNothing()
  }
}

async function openDigest(tx: Writer, at: number, lastDueAt: number | null): Promise<string> {
  const isLate = lastDueAt === null || at - lastDueAt >= digestSpan
  const digest: NewDigest = {
    id: newId(),
    key,
    kind: 'unroutable',
    gathersUntil: isLate ? at : at + digestSpan - digestMargin,
    dueAt: isLate ? at : at + digestSpan,
    createdAt: at,
  }
  await tx.insert(digests).values(digest)
  const staff = await listStaffRecipients(tx)
  const deliveries = staff.map(({ to, locale }) =>
    newDelivery({
      mailing: { digestId: digest.id },
      template: 'notice-unroutable',
      part: 'staff',
      to: { address: to, locale },
      category: null,
      accountId: null,
      timeZone: 'UTC',
      at,
      dueAt: digest.dueAt,
    }),
  )
  if (deliveries.length > 0) await tx.insert(outbox).values(deliveries)
  return digest.id
}

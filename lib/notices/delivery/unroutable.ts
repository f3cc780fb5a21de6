import { and, desc, eq, gt, lte } from 'drizzle-orm'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Writer } from '#/db/store/store.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { digestSpan, isUnmailed, newDigest } from './digests.ts'
import { mailStaff } from './mailing.ts'
import { noticeUnroutable } from './notice-digest.ts'

/** A notice that reaches nobody. `accountId` null: its account is unknown. */
export type Unreached = { id: string; category: NoticeCategory; accountId: string | null }

const key = 'unroutable'

/**
 * Tells staff about notices that reach nobody: at once, or gathered for 5 minutes after a recent one, because a sender
 * of one such event often sends thousands. An emergency of a known account never waits.
 */
export async function mailUnroutable(tx: Writer, unreached: readonly Unreached[], at: number): Promise<void> {
  const urgent = unreached.filter(({ category, accountId }) => category === 'emergency' && accountId !== null)
  if (urgent.length > 0) {
    const own = { key: `${key} ${newId()}`, gathersUntil: at, dueAt: at }
    await addTo(tx, await openDigest(tx, own, 'emergency', at), urgent)
  }
  const others = unreached.filter((one) => !urgent.includes(one))
  if (others.length > 0) await addTo(tx, await findGathering(tx, at), others)
}

async function findGathering(tx: Writer, at: number): Promise<string> {
  // Ignores digests from before the clock was set back.
  const ofNow = and(eq(digests.key, key), lte(digests.gathersUntil, at + digestSpan))
  const [gathering] = await tx
    .select({ id: digests.id })
    .from(digests)
    .where(and(ofNow, gt(digests.gathersUntil, at), isUnmailed))
    .limit(1)
  if (gathering) return gathering.id
  const [last] = await tx.select().from(digests).where(ofNow).orderBy(desc(digests.gathersUntil)).limit(1)
  const isQuiet = !last || at - last.dueAt >= digestSpan
  return openDigest(tx, { key, ...(isQuiet && { gathersUntil: at, dueAt: at }) }, null, at)
}

async function addTo(tx: Writer, digestId: string, unreached: readonly Unreached[]): Promise<void> {
  for (const some of chunksOf(unreached, 1000)) {
    const gathered = some.map(({ id: noticeId }) => ({ digestId, noticeId }))
    await tx.insert(digestNotices).values(gathered).onConflictDoNothing()
  }
}

async function openDigest(
  tx: Writer,
  given: { key: string; gathersUntil?: number; dueAt?: number },
  category: NoticeCategory | null,
  at: number,
): Promise<string> {
  const digest = newDigest({ ...given, kind: 'unroutable' }, at)
  const { id, dueAt } = digest
  await tx.insert(digests).values(digest)
  const mail = { about: { digestId: id }, template: noticeUnroutable, category, accountId: null }
  await mailStaff(tx, { ...mail, timeZone: 'UTC', at, dueAt })
  return id
}

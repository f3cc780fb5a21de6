import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { assertExclusive, type Writer } from '#/db/store/store.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { digestSpan, isUnmailed, type NewDigest, newDigest } from './digests.ts'
import { mailStaff } from './mailing.ts'
import { noticeUnroutable } from './unroutable-mail.ts'

/** A notice that reaches nobody. `accountId` null: its account is unknown. */
export type Unreached = { id: string; category: NoticeCategory; accountId: string | null }

const key = 'unroutable'

/** Emergency mails per account sent immediately within `floodSpan`; further ones wait up to 30 s. */
const maxAtOnce = 10
const floodSpan = 10 * minute

/**
 * Notifies staff of notices that reach nobody: at once, or gathered for 5 minutes after a recent one, because a sender
 * of one such event often sends thousands. An emergency of a known account waits only in a flood (notices.md, Storms).
 */
export async function mailUnroutable(tx: Writer, unreached: readonly Unreached[], at: number): Promise<void> {
  assertExclusive()
  const urgent = unreached.filter(({ category, accountId }) => category === 'emergency' && accountId !== null)
  for (const [accountId, some] of Map.groupBy(urgent, (one) => one.accountId))
    await addTo(tx, await findUrgent(tx, accountId, at), some)
  const others = unreached.filter((one) => !urgent.includes(one))
  if (others.length > 0) await addTo(tx, await findGathering(tx, at), others)
}

async function findUrgent(tx: Writer, accountId: string | null, at: number): Promise<string> {
  const ofAccount = and(eq(digests.kind, 'unroutable'), eq(digests.accountId, accountId ?? ''))
  const recent = await tx
    .select({ ...pick(digests, 'id', 'gathersUntil'), unmailed: sql<boolean | number>`${isUnmailed}` })
    .from(digests)
    .where(and(ofAccount, gt(digests.createdAt, at - floodSpan), lte(digests.createdAt, at)))
  const own = { key: `${key} ${newId()}`, accountId, category: 'emergency' } as const
  if (recent.length < maxAtOnce) return openDigest(tx, { ...own, gathersUntil: at, dueAt: at }, at)
  const gathering = recent.find(({ gathersUntil, unmailed }) => gathersUntil > at && unmailed)
  return gathering?.id ?? openDigest(tx, own, at)
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
  return openDigest(tx, { key, ...(isQuiet && { gathersUntil: at, dueAt: at }) }, at)
}

async function addTo(tx: Writer, digestId: string, unreached: readonly Unreached[]): Promise<void> {
  for (const some of chunksOf(unreached, 1000)) {
    const gathered = some.map(({ id: noticeId }) => ({ digestId, noticeId }))
    await tx.insert(digestNotices).values(gathered).onConflictDoNothing()
  }
}

async function openDigest(
  tx: Writer,
  given: Pick<NewDigest, 'key'> & Partial<NewDigest>,
  at: number,
): Promise<string> {
  const digest = newDigest({ ...given, kind: 'unroutable' }, at)
  const { id, dueAt } = digest
  await tx.insert(digests).values(digest)
  const { category = null } = given
  const mail = { about: { digestId: id }, template: noticeUnroutable, category, accountId: null }
  await mailStaff(tx, { ...mail, timeZone: 'UTC', at, dueAt })
  return id
}

import { and, eq, inArray, ne } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { planFor, readReachOf } from '#/lib/notices/routing/reach.ts'
import { nextReach } from '#/lib/notices/routing/routing.ts'
import {
  fatesOf,
  listTriedOfDigests,
  listTriedOfNotices,
  newDeliveries,
  type TriedDelivery,
} from './deliveries.ts'
import { notice as noticeMail } from './notice.ts'
import { noticeDigest } from './notice-digest.ts'
import { tellStaffUnroutable, type Unreached } from './unroutable.ts'

/**
 * The fallback after a delivery has failed, in the transaction that says so: the next step is mailed at once where this one
 * has nobody left (notices.md, Routing). What was answered or has ended goes no further, nor does a test.
 */
export async function handOn(tx: Writer, failed: TriedDelivery, at: number): Promise<void> {
  if (failed.part === 'resolve' || failed.part === 'staff') return
  if (failed.noticeId) await handOnNotice(tx, failed.noticeId, at)
  if (failed.digestId) await handOnDigest(tx, failed.digestId, at)
}

async function handOnNotice(tx: Writer, noticeId: string, at: number): Promise<void> {
  const [notice] = await tx.select().from(notices).where(eq(notices.id, noticeId))
  if (notice?.state !== 'open' || notice.kind !== 'event' || notice.accountId === null) return
  const reach = await readReachOf(tx, [notice.accountId])
  const plan = planFor(reach, {
    ...notice,
    accountId: notice.accountId,
    fromSource: notice.origin === 'source',
  })
  const fates = fatesOf(await listTriedOfNotices(tx, [noticeId]))
  const next = plan ? nextReach(plan, notice.step, fates) : { kind: 'nobody' as const }
  if (next.kind === 'nobody') return leaveUnroutable(tx, [notice], at)
  if (next.kind === 'mail') {
    await tx.insert(outbox).values(
      newDeliveries(next.recipients, {
        mailing: { noticeId },
        template: noticeMail,
        part: 'notice',
        category: notice.category,
        accountId: notice.accountId,
        zone: reach.reachables.get(notice.accountId)?.zone ?? 'UTC',
        at,
      }),
    )
  }
  await tx
    .update(notices)
    .set({ step: next.step, ...(next.kind === 'mail' && { lastMailAt: at }) })
    .where(eq(notices.id, noticeId))
}

async function handOnDigest(tx: Writer, digestId: string, at: number): Promise<void> {
  const [digest] = await tx.select().from(digests).where(eq(digests.id, digestId))
  if (!digest?.accountId || !digest.category || !digest.environment) return
  const open = await tx
    .select({ id: notices.id, category: notices.category, accountId: notices.accountId })
    .from(digestNotices)
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(
      and(
        eq(digestNotices.digestId, digestId),
        eq(notices.state, 'open'),
        eq(notices.accountId, digest.accountId),
      ),
    )
  if (open.length === 0) return
  const ids = open.map(({ id }) => id)
  const { accountId, category, environment } = digest
  const reach = await readReachOf(tx, [accountId])
  const plan = planFor(reach, { accountId, category, environment, kind: 'event', fromSource: true })
  const fates = fatesOf(await listTriedOfDigests(tx, [digestId]))
  const next = plan ? nextReach(plan, digest.step, fates) : { kind: 'nobody' as const }
  if (next.kind === 'nobody') return leaveUnroutable(tx, open, at)
  await tx.update(digests).set({ step: next.step }).where(eq(digests.id, digestId))
  if (next.kind === 'held') return
  await tx.insert(outbox).values(
    newDeliveries(next.recipients, {
      mailing: { digestId },
      template: noticeDigest,
      part: 'notice',
      category,
      accountId,
      zone: digest.zone,
      at,
    }),
  )
  await tx
    .update(notices)
    .set({ step: next.step, lastMailAt: at })
    .where(and(inArray(notices.id, ids), ne(notices.state, 'closed')))
}

async function leaveUnroutable(tx: Writer, unreached: readonly Unreached[], at: number): Promise<void> {
  await tx
    .update(notices)
    .set({ state: 'unroutable', lastMailAt: at })
    .where(
      inArray(
        notices.id,
        unreached.map(({ id }) => id),
      ),
    )
  await tellStaffUnroutable(tx, unreached, at)
}

import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/index.ts'
import type { MailLane } from '#/db/words/mail.ts'
import { unknownContent } from '#/lib/notices/intake/seeds.ts'
import { openNotice } from '#/lib/notices/intake/single.ts'
import { drillSpan } from '#/lib/notices/notice/drill-outcome.ts'
import { planFor, type Reach, type ReachedAccount } from '#/lib/notices/routing/reach.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** The drill of an account that still waits for its answer; null where none does. */
export async function findOpenDrill(
  read: Reader,
  accountId: string,
): Promise<{ id: string; sentAt: number } | null> {
  const [waiting] = await read
    .select({ id: notices.id, sentAt: notices.firstSeenAt })
    .from(notices)
    .where(and(eq(notices.accountId, accountId), isWaitingDrill(now())))
    .orderBy(desc(notices.firstSeenAt))
    .limit(1)
  return waiting ?? null
}

/** As written in the partial index, so that it serves. */
export const isDrill = sql`${notices.kind} = 'drill'`

/** A drill that waits for its answer at `at` (milliseconds UTC). */
export function isWaitingDrill(at: number) {
  return and(
    isDrill,
    eq(notices.state, 'open'),
    isNull(notices.closedAt),
    gt(notices.firstSeenAt, at - drillSpan),
  )
}

/** Who has a drill sent: the rhythm (null), or one of the staff, alone or with others in a round. `lane`: that of its category unless given. */
export type DrillAsked = { by: string | null; round?: string | null; lane?: MailLane }

/**
 * Opens a drill, which asks for nothing but an acknowledgement; null where none of the emergency contacts takes mail, and then
 * nothing is opened. `reach` has the account.
 */
export async function openDrill(
  tx: Writer,
  account: ReachedAccount,
  reach: Reach,
  { by, round, lane }: DrillAsked,
): Promise<string | null> {
  const drill = {
    kind: 'drill',
    category: 'emergency',
    environment: 'production',
    testField: 'technical-emergency',
  } as const
  const plan = planFor(reach, { ...drill, accountId: account.id, fromSource: false })
  if (!plan?.steps[0]?.recipients.some(({ bouncing }) => !bouncing)) return null
  const seed = {
    ...unknownContent,
    ...drill,
    account,
    severity: 'info',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.drill.summary'),
    topic: 'drill',
    dedupKey: round ? dedupKeyOf(round) : newId(),
    origin: by === null ? 'system' : 'staff',
    createdBy: by,
  } as const
  const { id } = await openNotice(tx, seed, lane && { lane })
  await tx
    .update(notices)
    .set({ escalateAt: now() + drillSpan })
    .where(eq(notices.id, id))
  return id
}

/** By which the drills of a round are known. An account has one of a round at most. */
export function dedupKeyOf(roundId: string): string {
  return `drills:${roundId}`
}

import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { exclusive, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { type ReachedAccount, reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill, isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { openNotice } from '#/lib/notices/intake/notice-writer.ts'
import { recordUnreached } from '#/lib/notices/notice/drill-outcome.ts'
import { planFor, type Reach, readReach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import { planFirst } from '#/lib/notices/routing/routing.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { scheduleNextDrill } from './schedule.ts'

/**
 * Staff send a drill to an account's emergency contacts (notices.md, Drill); returns the notice's id. Returns the
 * waiting drill if there is one. @throws AppError `not-found`, `account-closed`, `wrong-state` when the account is not
 * live, `field-unreachable` when no address takes mail
 */
export function sendDrill(store: Store, grant: StaffGrant, slug: string): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [account] = await tx.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    assertNotClosed(account)
    return drillUnlessWaiting(tx, account, { by: actor.user.id }, (by) => consumeLimit(tx, 'staff-mail', by))
  }, exclusive)
}

/** Drills an account unless a drill waits; returns the waiting one. `mayAsk` throws if its person may ask no more. */
export async function drillUnlessWaiting(
  tx: Writer,
  account: ReachedAccount,
  asked: DrillRequest & { by: string },
  mayAsk: (by: string) => Promise<unknown>,
): Promise<string> {
  if (account.state !== 'live') throw new AppError('wrong-state')
  const waiting = await findOpenDrill(tx, account.id)
  if (waiting) return waiting.id
  await mayAsk(asked.by)
  const accountId = account.id
  const reach = await readReach(tx, [account])
  const id = await openDrill(tx, account, reach, asked)
  if (id === null) throw new AppError('field-unreachable')
  await scheduleNextDrill(tx, { accountId, zone: zoneOfAccount(reach, accountId), sentAt: now() })
  await writeAudit(tx, { actorId: asked.by, accountId, action: 'notice.drill-sent', subjectId: id })
  return id
}

/** Why a drill of one account of many was not sent. */
export type DrillSkip = 'wrong-state' | 'drill-waiting' | 'field-unreachable'

/**
 * Drills one account of many, at any hour; returns the notice's id, or why there is none. An account whose emergency
 * contacts get no mail counts as not reached. @throws AppError `account-closed`
 */
export async function drillAccount(
  tx: Writer,
  { actor }: StaffGrant,
  account: ReachedAccount,
): Promise<{ noticeId: string } | { why: DrillSkip }> {
  assertNotClosed(account)
  if (account.state !== 'live') return { why: 'wrong-state' }
  const accountId = account.id
  if (await findOpenDrill(tx, accountId)) return { why: 'drill-waiting' }
  const at = now()
  const reach = await readReach(tx, [account])
  await scheduleNextDrill(tx, { accountId, zone: zoneOfAccount(reach, accountId), sentAt: at })
  // Goes after emergencies and sign-in codes, and before announcements.
  const noticeId = await openDrill(tx, account, reach, { by: actor.user.id, lane: 'ordinary' })
  const action = noticeId === null ? 'notice.drill-unsent' : 'notice.drill-sent'
  if (noticeId === null) await recordUnreached(tx, accountId, at)
  await writeAudit(tx, { actorId: actor.user.id, accountId, action, subjectId: noticeId ?? accountId })
  return noticeId === null ? { why: 'field-unreachable' } : { noticeId }
}

/** Why each of these open accounts would not be drilled now; null for those that would. */
export async function findDrillSkips(
  read: Reader,
  open: readonly ReachedAccount[],
): Promise<Map<string, DrillSkip | null>> {
  const ids = open.map(({ id }) => id)
  const rows = await read
    .select({ accountId: notices.accountId })
    .from(notices)
    .where(and(inArray(notices.accountId, ids), isWaitingDrill(now())))
  const silent = await read
    .select({ accountId: accountSearch.accountId })
    .from(accountSearch)
    .where(and(inArray(accountSearch.accountId, ids), isNotNull(accountSearch.contactsSince)))
  const waiting = new Set(rows.map(({ accountId }) => accountId))
  const unreached = new Set(silent.map(({ accountId }) => accountId))
  const findSkip = ({ id, state }: ReachedAccount): DrillSkip | null => {
    if (state !== 'live') return 'wrong-state'
    return waiting.has(id) ? 'drill-waiting' : unreached.has(id) ? 'field-unreachable' : null
  }
  return new Map(open.map((account) => [account.id, findSkip(account)]))
}

/** The drill that waits for the account's answer, or null. */
export async function findWaitingDrill(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
): Promise<Awaited<ReturnType<typeof findOpenDrill>>> {
  return findOpenDrill(read, accountId)
}

/** Who asked: the rhythm (null), or a person: by default one of the staff. `lane`: by default the category's. */
export type DrillRequest = { by: string | null; origin?: 'staff' | 'member'; lane?: MailLane }

/** Opens a drill; returns null without opening it if no emergency contact takes mail. `reach` has the account. */
export async function openDrill(
  tx: Writer,
  account: ReachedAccount,
  reach: Reach,
  { by, origin = 'staff', lane }: DrillRequest,
): Promise<string | null> {
  const drill = {
    kind: 'drill',
    category: 'emergency',
    environment: 'production',
    testField: 'technical-emergency',
  } as const
  const plan = planFor(reach, { ...drill, accountId: account.id, origin: 'system' })
  if (!plan || planFirst(plan).step === null) return null
  const input = {
    ...unknownContent,
    ...drill,
    account,
    severity: 'info',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.drill.summary'),
    topic: 'drill',
    dedupKey: newId(),
    origin: by === null ? 'system' : origin,
    createdBy: by,
  } as const
  return (await openNotice(tx, input, lane && { lane })).id
}

import { and, eq, gt, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/index.ts'
import { translatorFor } from '#/i18n/translator.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { regrantStaff } from '#/lib/access/regrant-staff.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import { newId } from '#/lib/ids.ts'
import { drillSpan } from './drills.ts'
import { planFor, type ReachedAccount, reachedColumns, readReach } from './reach.ts'
import { unknownContent } from './seeds.ts'
import { openNotice } from './single.ts'

/**
 * Staff send a drill to an account's emergency contacts, which asks only for an acknowledgement (notices.md, Drill); answers
 * the notice's id. One that still waits for its answer is the same drill.
 * @throws AppError `not-found`, `wrong-state` where the account is not live, `field-unreachable` where no address takes mail
 */
export function sendDrill(store: Store, grant: StaffGrant, slug: string): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await regrantStaff(tx, grant, 'support')
    const [account] = await tx
      .select({ ...reachedColumns, state: accounts.state })
      .from(accounts)
      .where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    if (account.state !== 'live') throw new AppError('wrong-state')
    const waiting = await findWaitingDrill(tx, grant, account.id)
    if (waiting) return waiting
    const id = await openDrill(tx, account, actor.user.id)
    if (id === null) throw new AppError('field-unreachable')
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'notice.drill-sent',
      subjectId: id,
    })
    return id
  })
}

/** The drill of an account that still waits for its answer; null where none does. */
export async function findWaitingDrill(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
): Promise<string | null> {
  const [waiting] = await read
    .select({ id: notices.id })
    .from(notices)
    .where(
      and(
        eq(notices.accountId, accountId),
        eq(notices.kind, 'drill'),
        eq(notices.state, 'open'),
        isNull(notices.closedAt),
        gt(notices.firstSeenAt, now() - drillSpan),
      ),
    )
    .limit(1)
  return waiting?.id ?? null
}

/** Opens a drill; null where none of the emergency contacts takes mail, and nothing is opened. */
async function openDrill(tx: Writer, account: ReachedAccount, createdBy: string): Promise<string | null> {
  const drill = {
    kind: 'drill',
    category: 'emergency',
    environment: 'production',
    testField: 'technical-emergency',
  } as const
  const reach = await readReach(tx, [account])
  const plan = planFor(reach, { ...drill, accountId: account.id, fromSource: false })
  if (!plan?.steps[0]?.recipients.some(({ bouncing }) => !bouncing)) return null
  const { id } = await openNotice(tx, {
    ...unknownContent,
    ...drill,
    account,
    severity: 'info',
    summary: translatorFor(account.defaultLocale, 'mail')('notice.topics.drill.summary'),
    topic: 'drill',
    dedupKey: newId(),
    origin: 'staff',
    createdBy,
  })
  await tx
    .update(notices)
    .set({ escalateAt: now() + drillSpan })
    .where(eq(notices.id, id))
  return id
}

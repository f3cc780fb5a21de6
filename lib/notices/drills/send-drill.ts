import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { demandUnclosed } from '#/lib/accounts/account/closing-policy.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { regrantStaff } from '#/lib/identity/access/regrant-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { readReach } from '#/lib/notices/routing/reach.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { dateNextDrill } from './dates.ts'
import { openDrill } from './open-drill.ts'

/**
 * Staff send a drill to an account's emergency contacts, which asks only for an acknowledgement (notices.md, Drill); answers
 * the notice's id. One that still waits for its answer is the same drill.
 * @throws AppError `not-found`, `account-closed`, `wrong-state` where the account is not live, `field-unreachable` where no address takes mail
 */
export function sendDrill(store: Store, grant: StaffGrant, slug: string): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await regrantStaff(tx, grant, 'support')
    const [account] = await tx.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    demandUnclosed(account)
    if (account.state !== 'live') throw new AppError('wrong-state')
    const waiting = await findOpenDrill(tx, account.id)
    if (waiting) return waiting.id
    await takeLimit(tx, 'staff-mail', actor.user.id)
    const reach = await readReach(tx, [account])
    const id = await openDrill(tx, account, reach, { by: actor.user.id })
    if (id === null) throw new AppError('field-unreachable')
    await dateNextDrill(tx, account.id, reach, now())
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
  return (await findOpenDrill(read, accountId))?.id ?? null
}

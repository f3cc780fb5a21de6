import { and, desc, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { type AccountGrant, assertOpen, type OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { findOpenDrill, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { readReach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { day, hour, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { dateNextDrill } from './dates.ts'
import { openDrill } from './send-drill.ts'

/** An account's owners together may drill it so often within a day. */
export const mostOwnDrills = 3

/**
 * An owner checks that the emergency contacts answer; returns the notice's id. Returns the waiting drill if there is
 * one. The rhythm counts from here, as after any drill.
 * @throws AppError `wrong-state` when the account is not live, `drilled-often`, `field-unreachable` when no address takes
 * mail, `locked`, and as `reauthorise`
 */
export function drillOwnAccount(store: Store, grant: OwnerGrant): Promise<string> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'owner'))
    if (account.state !== 'live') throw new AppError('wrong-state')
    const waiting = await findOpenDrill(tx, account.id)
    if (waiting) return waiting.id
    const at = now()
    const from = await ownDrillsFrom(tx, account.id)
    if (from > at) throw new AppError('drilled-often', { hours: Math.ceil((from - at) / hour) })
    const [reached] = await tx.select(reachedColumns).from(accounts).where(eq(accounts.id, account.id))
    if (!reached) throw new AppError('not-found')
    const reach = await readReach(tx, [reached])
    const id = await openDrill(tx, reached, reach, { by: actor.user.id, origin: 'member' })
    if (id === null) throw new AppError('field-unreachable')
    await dateNextDrill(tx, { accountId: account.id, zone: zoneOfAccount(reach, account.id), sentAt: at })
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'notice.drill-sent',
      subjectId: id,
    })
    return id
  })
}

/** From when on the owners may drill their live account (milliseconds UTC); null while a drill waits for its answer. */
export async function findOwnDrillsFrom(read: Reader, { account }: AccountGrant): Promise<number | null> {
  if (account.state !== 'live' || (await findOpenDrill(read, account.id))) return null
  return ownDrillsFrom(read, account.id)
}

/** Counts the drills themselves: `mostOwnDrills` within any day. */
async function ownDrillsFrom(read: Reader, accountId: string): Promise<number> {
  const [counted] = await read
    .select({ at: notices.firstSeenAt })
    .from(notices)
    .where(
      and(
        eq(notices.accountId, accountId),
        isDrill,
        eq(notices.origin, 'member'),
        gt(notices.firstSeenAt, now() - day),
      ),
    )
    .orderBy(desc(notices.firstSeenAt))
    .limit(1)
    .offset(mostOwnDrills - 1)
  return counted ? counted.at + day : 0
}

import { and, desc, eq, gt } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { exclusive, type Reader, type Store } from '#/db/store/store.ts'
import { type AccountGrant, assertOpen, type OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { findOpenDrill, isDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { day, hour, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { drillUnlessWaiting } from './send-drill.ts'

/** Drills per day that an account's owners share. */
export const maxOwnDrills = 3

/**
 * An owner checks that the emergency contacts answer; returns the notice's id. Returns the waiting drill if there is
 * one. The rhythm counts from here, as after any drill.
 * @throws AppError `wrong-state` when the account is not live, `drilled-often`, `field-unreachable` when no address takes
 * mail, `locked`, and as `reauthorise`
 */
export function drillOwnAccount(store: Store, grant: OwnerGrant): Promise<string> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'owner'))
    return drillUnlessWaiting(tx, account, { by: actor.user.id, origin: 'member' }, async () => {
      const wait = (await ownDrillsFrom(tx, account.id)) - now()
      if (wait > 0) throw new AppError('drilled-often', { hours: Math.ceil(wait / hour) })
    })
  }, exclusive)
}

/** From when on the owners may drill their live account (milliseconds UTC); null while a drill waits for its answer. */
export async function findOwnDrillsFrom(read: Reader, { account }: AccountGrant): Promise<number | null> {
  if (account.state !== 'live' || (await findOpenDrill(read, account.id))) return null
  return ownDrillsFrom(read, account.id)
}

async function ownDrillsFrom(read: Reader, accountId: string): Promise<number> {
  const at = notices.firstSeenAt
  const isTheirs = and(eq(notices.accountId, accountId), isDrill, eq(notices.origin, 'member'))
  const [counted] = await read
    .select({ at })
    .from(notices)
    .where(and(isTheirs, gt(at, now() - day)))
    .orderBy(desc(at))
    .limit(1)
    .offset(maxOwnDrills - 1)
  return counted ? counted.at + day : 0
}

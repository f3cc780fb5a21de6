import { and, asc, gt, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { defaultTargets, readUrgentTargets } from '#/lib/accounts/reachability/routes.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { indexUnreachable } from './unreachable.ts'

/** `after`: the last account indexed since a route changed; null if all are. */
export const routeChange = defineProgress<{ after: string | null }>('unreachable-routes')

const accountsAtOnce = 200

/** Call it in the transaction that changes the route of an urgent category. */
export function beginRouteChange(tx: Writer): Promise<void> {
  return routeChange.write(tx, { after: '' })
}

/**
 * Indexes again which accounts can be reached after admins changed a route that decides it. Each transaction stores its
 * progress, so that a restart continues.
 */
export async function applyRouteChanges(store: Store, stopping?: AbortSignal): Promise<void> {
  if ((await findNext(store.read)) !== null) await inSteps(store, goOn, { stopping })
}

/** Where to go on; null if every account follows the routes. Earlier versions indexed by the default routes. */
async function findNext(read: Reader): Promise<string | null> {
  const kept = await routeChange.read(read)
  if (kept) return kept.after
  const changed = new Set(await readUrgentTargets(read)).symmetricDifference(new Set(defaultTargets))
  return changed.size > 0 ? '' : null
}

/** Returns whether there may be more. */
async function goOn(tx: Writer): Promise<boolean> {
  const after = await findNext(tx)
  if (after === null) return false
  const some = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(gt(accounts.id, after), isNull(accounts.closedAt)))
    .orderBy(asc(accounts.id))
    .limit(accountsAtOnce)
  const ids = some.map(({ id }) => id)
  await indexUnreachable(tx, ids)
  const last = ids.length < accountsAtOnce ? null : (ids.at(-1) ?? null)
  await routeChange.write(tx, { after: last })
  return last !== null
}

import { setTimeout } from 'node:timers/promises'
import type { Store } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { beginSnapshot, snapshotAudience } from '#/lib/notices/announcements/snapshot-audience.ts'

/** Milliseconds that the answer waits for the list; one that takes longer shows how far it is. */
const patience = 1000

/** Lists the accounts of an announcement; the answer does not wait for many. @throws AppError as `beginFreezing` */
export async function previewInBackground(
  store: Store,
  grant: StaffGrant,
  what: { id: string; version: number },
): Promise<void> {
  const freezing = await beginSnapshot(store, grant, what)
  if (!freezing) return
  // What goes wrong is logged there, and the announcement is a draft again.
  const run = snapshotAudience(store, grant, freezing).catch(() => false)
  await Promise.race([run, setTimeout(patience)])
}

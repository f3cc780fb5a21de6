import { setTimeout } from 'node:timers/promises'
import type { Store } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { beginSnapshot, snapshotAudience } from '#/lib/notices/announcements/snapshot-audience.ts'

/** The answer waits this long for the list, milliseconds; after that the page shows the progress. */
const patience = 1000

/** Lists an announcement's accounts; a long list does not delay the answer. @throws AppError as `beginSnapshot` */
export async function previewInBackground(
  store: Store,
  grant: StaffGrant,
  what: { id: string; version: number },
): Promise<void> {
  const freezing = await beginSnapshot(store, grant, what)
  if (!freezing) return
  // `snapshotAudience` logs a failure and turns the announcement back into a draft.
  const run = snapshotAudience(store, grant, freezing).catch(() => false)
  await Promise.race([run, setTimeout(patience)])
}

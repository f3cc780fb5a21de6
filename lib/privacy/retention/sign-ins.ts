import { challenges, sessions } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { deleteSignIns } from '#/lib/platform/audit/forget.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { deleteInParts, deleteOld } from '#/lib/platform/store/delete-in-parts.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { deleteOldInvitations } from './invitations.ts'
import { daysKept, retentionRules } from './rules.ts'

/**
 * Deletes sign-in records after 400 days (a setting: product.md, Personal data): sessions, what the audit log says of them, and
 * invitations that somebody came in by; codes and links a week after they ended.
 */
export async function deleteOldSignIns(store: Store, stopping?: AbortSignal): Promise<void> {
  const settings = await readSettings(store.read)
  const at = now()
  const isOld = (rule: 'sessions' | 'codes' | 'accepted') =>
    retentionRules[rule].isOld(at - daysKept(retentionRules[rule].kept, settings) * day)
  const before = at - settings.deliveryDays * day
  await deleteInParts(store, (tx, most) => deleteOld(tx, sessions, isOld('sessions'), most), stopping)
  await deleteInParts(store, (tx, most) => deleteOld(tx, challenges, isOld('codes'), most), stopping)
  await deleteOldInvitations(store, isOld('accepted'), stopping)
  await deleteInParts(store, (tx, most) => deleteSignIns(tx, before, most), stopping)
}

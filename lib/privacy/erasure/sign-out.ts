import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { endSessionsOf } from '#/lib/identity/sessions/commands.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Ends all sessions of the person with an address, for example after a lost device (ASVS 5.0, 7.4.5). They can sign in
 * again. @throws AppError `not-found`, as `grantStaff`
 */
export function signOutAddress(store: Store, grant: AdminGrant, key: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const user = await findUserByEmail(tx, key)
    if (!user) throw new AppError('not-found')
    const ended = await endSessionsOf(tx, user.id)
    const by = { actorId: actor.user.id, after: { ended } }
    await writeAudit(tx, { ...by, action: 'user.signed-out', subjectId: user.id })
  })
}

import type { Store, Writer } from '#/db/store/store.ts'
import type { Locale, StaffRole } from '#/db/words/people.ts'
import { findStaffInvitation, type StaffInvitation } from '#/lib/accounts/invitations/queries.ts'
import { readStaffRole } from '#/lib/changes/effects/staff-role.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { issueInvitation, revokeInvitationIn } from './issue.ts'

/** `locale`: of the mail, for people who chose no language yet. */
type Invited = { email: string; role: StaffRole; locale: Locale }

/**
 * Invites a person to the staff. They get the role when they accept. Replaces an open invitation of the same address.
 * @throws AppError `already-staff`, `too-many`, as `reauthoriseStaff`
 */
export function inviteStaff(store: Store, grant: AdminGrant, invited: Invited): Promise<void> {
  return store.transact(async (tx) => send(tx, await reauthoriseStaff(tx, grant, 'admin'), invited))
}

/** Sends an open invitation again with a new link; the old link ends. @throws AppError `not-found`, as `inviteStaff` */
export function resendStaffInvitation(store: Store, grant: AdminGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await reauthoriseStaff(tx, grant, 'admin')
    const { invitation, role } = await requireOpen(tx, fresh, id)
    await send(tx, fresh, { email: invitation.email, role, locale: invitation.locale })
  })
}

/** Revokes an open invitation. @throws AppError `not-found`, as `reauthoriseStaff` */
export function revokeStaffInvitation(store: Store, grant: AdminGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await reauthoriseStaff(tx, grant, 'admin')
    await revokeInvitationIn(tx, await requireOpen(tx, fresh, id), fresh.actor.user.id)
  })
}

async function send(tx: Writer, { actor }: AdminGrant, { email, role, locale }: Invited): Promise<void> {
  const user = await findUserByEmail(tx, addressKey(email))
  if (user && (await readStaffRole(tx, user.id))) throw new AppError('already-staff', {}, 'email')
  await consumeLimit(tx, 'invitations-staff', actor.user.id)
  await consumeLimit(tx, 'invitations-address', addressKey(email))
  const to = { email, locale: user?.locale ?? locale }
  await issueInvitation(tx, { actor }, { account: null, role, byStaff: true, ...to })
}

async function requireOpen(tx: Writer, grant: AdminGrant, id: string): Promise<StaffInvitation> {
  const found = await findStaffInvitation(tx, grant, id, now())
  if (found?.state !== 'open') throw new AppError('not-found')
  return found
}

import type { MailStatus } from '#/db/words/mail.ts'
import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { classifyStatus } from '#/lib/platform/relay/failure.ts'
import { day } from '#/lib/platform/values/clock.ts'

/** product.md, Users tab. */
export const invitationTtl = 7 * day

/** One form invites at most this many addresses. */
export const maxInvitedAddresses = 20

/** Only `open` lets somebody in. `inviter-gone`: the inviter can no longer invite. */
export type InvitationState = 'open' | 'accepted' | 'revoked' | 'replaced' | 'expired' | 'inviter-gone'

type InvitationFacts = {
  byStaff: boolean
  expiresAt: number
  acceptedAt: number | null
  revokedAt: number | null
  replacedAt: number | null
}

/**
 * The inviter today. `role`: in the invitation's account; `staffRole`: among staff. `provisions`: an event source whose key
 * can make accounts, or the command line, whose right does not end.
 */
export type Inviter = { role: MemberRole | null; staffRole: StaffRole | null; provisions: boolean }

/**
 * Whether the inviter still has the right that they invited by: an owner's, an admin's (product.md, People), or that of a
 * key that makes accounts.
 */
function mayStillInvite(byStaff: boolean, inviter: Inviter): boolean {
  return byStaff ? inviter.staffRole === 'admin' || inviter.provisions : inviter.role === 'owner'
}

/**
 * The state of an invitation at `now` (milliseconds UTC). `inviter-gone` precedes `revoked`: losing the right revokes
 * the invitation too, and is the more useful reason to show.
 */
export function invitationStateOf(
  invitation: InvitationFacts,
  inviter: Inviter,
  now: number,
): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted'
  if (invitation.replacedAt !== null) return 'replaced'
  if (!mayStillInvite(invitation.byStaff, inviter)) return 'inviter-gone'
  if (invitation.revokedAt !== null) return 'revoked'
  return now < invitation.expiresAt ? 'open' : 'expired'
}

export type InvitationDelivery = 'waiting' | 'sent' | 'failed' | 'bounced'

const deliveryOfStatus: Record<MailStatus, InvitationDelivery> = {
  queued: 'waiting',
  sending: 'waiting',
  retrying: 'waiting',
  accepted: 'sent',
  delivered: 'sent',
  failed: 'failed',
  expired: 'failed',
  withheld: 'failed',
  superseded: 'failed',
}

/** The state of an invitation's mail. `mail`: its row in the outbox; null if nothing is known. */
export function deliveryOf(mail: { status: MailStatus; lastError: string } | null): InvitationDelivery {
  if (mail === null) return 'waiting'
  // A server may name other codes, or an address, before the one that counts.
  const statuses = mail.lastError.match(/\b5\.\d{1,3}\.\d{1,3}\b/g) ?? []
  const isBouncing = statuses.some((status) => classifyStatus(status).is === 'bouncing')
  if (mail.status === 'failed' && isBouncing) return 'bounced'
  return deliveryOfStatus[mail.status]
}

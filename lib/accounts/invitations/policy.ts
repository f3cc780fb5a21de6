import type { MailStatus } from '#/db/words/mail.ts'
import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { day } from '#/lib/platform/values/clock.ts'

/** product.md, Users tab: an invitation lives 7 days. */
export const invitationLife = 7 * day

/** So many addresses one form invites. */
export const maxInvitedAtOnce = 20

/** Only `open` lets somebody in. `inviter-gone`: whoever invited may no longer invite. */
export type InvitationState = 'open' | 'accepted' | 'revoked' | 'replaced' | 'expired' | 'inviter-gone'

type InvitationFacts = {
  byStaff: boolean
  expiresAt: number
  acceptedAt: number | null
  revokedAt: number | null
  replacedAt: number | null
}

/**
 * What the inviter is now: `role` in the invitation's account, `staffRole` in the staff; `provisions`: an event source
 * whose key may make accounts, or whoever was at the command line, whose right is the machine's and does not end.
 */
export type Inviter = { role: MemberRole | null; staffRole: StaffRole | null; provisions: boolean }

/**
 * Whether the inviter still has the right the invitation was sent by: an owner's, or an admin's (product.md, People), or
 * that of a key which makes accounts.
 */
export function mayStillInvite(byStaff: boolean, inviter: Inviter): boolean {
  return byStaff ? inviter.staffRole === 'admin' || inviter.provisions : inviter.role === 'owner'
}

/**
 * What became of an invitation at `now` (milliseconds UTC). An inviter without the right comes before "revoked": losing
 * it is what revoked the invitation, for good, and the better thing to say.
 */
export function judgeInvitation(invitation: InvitationFacts, inviter: Inviter, now: number): InvitationState {
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
}

/** SMTP status codes that speak of the address itself (notices.md, Bouncing; RFC 3463). */
const bounce = /\b5\.(1\.(1|2|3|10)|2\.1)\b/

/** What became of an invitation's mail. `mail` is its row in the outbox; without one nothing is known to have been sent. */
export function judgeDelivery(mail: { status: MailStatus; lastError: string } | null): InvitationDelivery {
  if (mail === null) return 'waiting'
  if (mail.status === 'failed' && bounce.test(mail.lastError)) return 'bounced'
  return deliveryOfStatus[mail.status]
}

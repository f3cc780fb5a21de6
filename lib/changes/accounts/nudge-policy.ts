import type { StaffRole } from '#/db/words/people.ts'
import { day } from '#/lib/platform/values/clock.ts'

/** How often staff together may ask an account (milliseconds). */
export const nudgeEvery = day

export type NudgeRefusal = 'nothing-missing' | 'nudged-lately' | 'nobody-to-nudge' | 'only-admins-invite'
export type NudgeDecision = { ok: true; by: 'mail' | 'invitation' } | { ok: false; code: NudgeRefusal }

/**
 * Whether staff may ask for missing fields now, and how: by mail to owners and editors or, when nobody has joined, by
 * sending the owners' invitations again, which only admins may (product.md, People). Instants in milliseconds UTC.
 */
export function decideNudge(standing: {
  missing: readonly unknown[]
  nudgedAt: number | null
  /** How many owners and editors have joined, and how many owners are invited. */
  editors: number
  invitedOwners: number
  staffRole: StaffRole
  now: number
}): NudgeDecision {
  const { missing, nudgedAt, editors, invitedOwners, staffRole, now } = standing
  if (missing.length === 0) return { ok: false, code: 'nothing-missing' }
  if (nudgedAt !== null && now < nudgedAt + nudgeEvery) return { ok: false, code: 'nudged-lately' }
  if (editors > 0) return { ok: true, by: 'mail' }
  if (invitedOwners === 0) return { ok: false, code: 'nobody-to-nudge' }
  return staffRole === 'admin' ? { ok: true, by: 'invitation' } : { ok: false, code: 'only-admins-invite' }
}

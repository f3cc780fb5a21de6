import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { listInvitedOwners } from '#/lib/accounts/invitations/queries.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { contactsNudge, contactsUrl } from '#/lib/changes/gate/contacts-due.ts'
import { inviteOwner } from '#/lib/changes/invitations/commands.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import { grantStaff, type StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** How often staff together may ask an account (milliseconds). */
export const nudgeEvery = day

export type NudgeRefusal = 'nothing-missing' | 'nudged-lately' | 'nobody-to-nudge' | 'only-admins-invite'
export type NudgeDecision = { ok: true; by: 'mail' | 'invitation' } | { ok: false; code: NudgeRefusal }

/**
 * Whether staff may ask for missing fields now, and how: by mail to owners and editors or, when nobody has joined, by
 * sending the owners' invitations again, which only admins may (product.md, People). Instants in milliseconds UTC.
 */
export function decideNudge(facts: {
  missing: readonly unknown[]
  nudgedAt: number | null
  /** How many owners and editors have joined, and how many owners are invited. */
  editors: number
  invitedOwners: number
  staffRole: StaffRole
  now: number
}): NudgeDecision {
  const { missing, nudgedAt, editors, invitedOwners, staffRole, now } = facts
  if (missing.length === 0) return { ok: false, code: 'nothing-missing' }
  if (nudgedAt !== null && now < nudgedAt + nudgeEvery) return { ok: false, code: 'nudged-lately' }
  if (editors > 0) return { ok: true, by: 'mail' }
  if (invitedOwners === 0) return { ok: false, code: 'nobody-to-nudge' }
  return staffRole === 'admin' ? { ok: true, by: 'invitation' } : { ok: false, code: 'only-admins-invite' }
}

/** How the account was asked, and how many people. */
export type Nudged = { by: 'mail' | 'invitation'; recipients: number }

/**
 * Asks an account for its missing fields (see `decideNudge`).
 * @throws AppError `not-found`, `account-closed`, `nothing-missing`, `nudged-lately`, `nobody-to-nudge`,
 * `only-admins-invite`
 */
export function nudgeAccount(store: Store, grant: StaffGrant, slug: string): Promise<Nudged> {
  return store.transact(async (tx) => {
    const by = await reauthoriseStaff(tx, grant, 'support')
    return nudgeIn(tx, by, slug, { before: () => consumeLimit(tx, 'staff-mail', by.actor.user.id) })
  })
}

type Options = {
  /** Runs before anything is written, but not for an account that is refused. */
  before?: () => Promise<unknown>
  lane?: MailLane
}

/** The same in a transaction that has read the right. */
export async function nudgeIn(
  tx: Writer,
  { actor, staffRole }: StaffGrant,
  slug: string,
  { before, lane }: Options = {},
): Promise<Nudged> {
  const at = now()
  const loaded = await assertAccount(tx, { slug })
  const { account, missing } = loaded
  assertNotClosed(account)
  const editors = listEditors(loaded.members)
  const invited = editors.length > 0 ? [] : await listInvitedOwners(tx, account.id)
  const facts = { missing, nudgedAt: account.nudgedAt, editors: editors.length, staffRole, now: at }
  const decision = decideNudge({ ...facts, invitedOwners: invited.length })
  if (!decision.ok) throw new AppError(decision.code)
  await before?.()
  await tx.update(accounts).set({ nudgedAt: at }).where(eq(accounts.id, account.id))
  const fields = missing.map(({ field }) => field)
  const who = { actorId: actor.user.id, accountId: account.id, subjectId: account.id }
  const change = { before: { nudgedAt: account.nudgedAt }, after: { nudgedAt: at, missing: fields } }
  await writeAudit(tx, { ...who, action: 'account.nudged', ...change })
  if (decision.by === 'mail') {
    const dueAt = loaded.locked ? null : account.dueAt
    const data = { accountName: account.name, missing: fields, dueAt, link: contactsUrl(account.slug) }
    await mailMembers(tx, account, editors, contactsNudge, data, lane)
    return { by: 'mail', recipients: editors.length }
  }
  // Only the role counts here: whoever began work that goes on without them used their passkey then.
  const by = grantStaff(actor, 'admin', 'optional')
  for (const { email, locale } of invited)
    await inviteOwner(tx, { by, accountId: account.id, email, locale, ...(lane && { lane }) })
  return { by: 'invitation', recipients: invited.length }
}

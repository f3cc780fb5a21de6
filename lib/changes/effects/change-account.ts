import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { syncConfirmations } from '#/lib/changes/confirmations/sync.ts'
import { applyDeadline } from '#/lib/changes/gate/deadline.ts'
import { scheduleDrillOnGoingLive } from '#/lib/notices/drills/schedule.ts'
import { type AuditEntry, writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AccountRows } from './account-rows.ts'
import { revokeInvitations } from './revoke-invitations.ts'

/** The effects of a change, in the order in which they are applied. */
type Effect =
  /** Sets the gate's two facts (product.md, The gate). */
  | 'deadline'
  /** Mails owners and editors a new deadline. Without this effect the command mails them itself. */
  | 'deadline-mail'
  /** Starts a new check period (notices.md, Check). */
  | 'check'
  /** Schedules the drill of an account that goes live. */
  | 'drill'
  | 'search'
  /** Starts and ends confirmations, and mails removed contacts (notices.md, Confirm). */
  | 'confirmations'
  /** Together with `confirmations`: also asks addresses that an older version never asked. */
  | 'unasked'
  /** Revokes the invitations of members who are owners no longer, and all invitations of a closed account. */
  | 'invitations'

const effectsOf = {
  submitted: ['deadline', 'deadline-mail', 'check', 'search', 'confirmations', 'unasked'],
  // Submitting one field confirms nothing about the others.
  'section-submitted': ['deadline', 'deadline-mail', 'search', 'confirmations', 'unasked'],
  checked: ['check', 'confirmations', 'unasked'],
  // An edit or a rule does not concern addresses, so it asks none (decision 025).
  edited: ['deadline', 'deadline-mail', 'search'],
  'type-rule': ['deadline', 'deadline-mail', 'search'],
  joined: ['search', 'confirmations'],
  'role-changed': ['search', 'invitations'],
  left: ['deadline', 'deadline-mail', 'search', 'confirmations', 'invitations'],
  // An erased address leaves every field, and we ask it nothing.
  'member-erased': ['deadline', 'deadline-mail', 'search', 'invitations'],
  'member-address': ['search', 'confirmations'],
  // The command sends one mail about what was removed and what is missing.
  'contact-erased': ['deadline', 'search'],
  refused: ['deadline', 'search'],
  // Endpoints complete no field, and their codes ask for them.
  endpoints: ['search'],
  review: ['drill', 'search'],
  closed: ['search', 'invitations'],
  reopened: ['deadline', 'deadline-mail', 'search'],
} as const satisfies Record<string, readonly Effect[]>

type AuditFields = Pick<AuditEntry, 'action' | 'subjectId' | 'before' | 'after'>

export type Change = {
  kind: keyof typeof effectsOf
  /** Null for the system and for people without an account of ours. */
  actorId: string | null
  /** Writes the change; absent when it is already stored, such as a rule of the account's type. */
  write?(rows: AccountRows): Promise<unknown>
  /** The audit entry, written last; null when the caller writes one entry for several accounts. */
  audit: AuditFields | ((changed: Changed) => AuditFields) | null
}

/** What the effects produced, for mails and audit entries. */
export type Changed = {
  after: LoadedAccount
  deadline: Awaited<ReturnType<typeof applyDeadline>> | null
  checkDueAt: number | null
  /** How many addresses were asked to confirm. */
  asked: number
  /** How many invitations were revoked. */
  invitations: number
}

/**
 * Changes an account and applies the effects, in the caller's transaction. `before` must come from the same
 * transaction. Call it before the command queues its own mail.
 */
export async function changeAccount(tx: Writer, before: LoadedAccount, change: Change): Promise<Changed> {
  const { kind, actorId, write, audit } = change
  const at = now()
  await write?.(new AccountRows(tx, before, { actorId, at }))
  const accountId = before.account.id
  const after = await assertAccount(tx, { id: accountId })
  const effects: readonly Effect[] = effectsOf[kind]
  const has = (effect: Effect) => effects.includes(effect)

  const sendsMail = has('deadline-mail')
  const deadline = has('deadline') ? await applyDeadline(tx, after, { sendsMail }) : null
  const checkDueAt = has('check') ? await startCheckPeriod(tx, accountId, at) : null
  if (has('drill') && after.account.state === 'live') await scheduleDrillOnGoingLive(tx, after)
  if (has('search')) await refreshSearchRow(tx, after)
  const situation = { before, after, actorId: actorId ?? '', backfill: has('unasked') }
  const asked = has('confirmations') ? await syncConfirmations(tx, situation) : 0
  const invitations = has('invitations') ? await revokeInvitations(tx, before, after, actorId) : 0
  const changed = { after, deadline, checkDueAt, asked, invitations }
  const words = typeof audit === 'function' ? audit(changed) : audit
  if (words) await writeAudit(tx, { actorId, accountId, ...words })
  return changed
}

/** A person who submits the whole form or confirms has checked everything. Returns when the next check is due. */
async function startCheckPeriod(tx: Writer, accountId: string, at: number): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const checkDueAt = at + reviewDays * day
  await tx.update(accounts).set({ checkDueAt, checkMailDueAt: checkDueAt }).where(eq(accounts.id, accountId))
  return checkDueAt
}

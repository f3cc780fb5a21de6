import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { clearMarks } from '#/lib/accounts/search/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { syncConfirmations } from '#/lib/changes/confirmations/sync.ts'
import { applyDeadline } from '#/lib/changes/gate/deadline.ts'
import { listAddedAddresses } from '#/lib/contacts/fields/policy.ts'
import { dateDrillOnceLive } from '#/lib/notices/drills/dates.ts'
import { type AuditEntry, writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AccountRows } from './account-rows.ts'
import { endInvitations } from './end-invitations.ts'

/** What may follow from a change, in the order in which it does. */
type Effect =
  /** The marks of addresses that came with it are cleared (notices.md, Bouncing). */
  | 'marks'
  /** The gate's two facts are set (product.md, The gate). */
  | 'deadline'
  /** Owners and editors are told of a deadline that was set; where it does not follow, the command tells them. */
  | 'deadline-mail'
  /** The next review is asked for after the whole interval (notices.md, Review). */
  | 'review'
  /** An account that comes live has a date for its drill. */
  | 'drill'
  | 'search'
  /** Contacts are asked, asked no more, or told that they were removed (notices.md, Confirm). */
  | 'confirmations'
  /** With that, those are asked that an older version never asked. */
  | 'unasked'
  /** What an owner sent who is one no more is revoked, and of a closed account everything. */
  | 'invitations'

const follows = {
  submitted: ['marks', 'deadline', 'deadline-mail', 'review', 'search', 'confirmations', 'unasked'],
  reviewed: ['review', 'confirmations', 'unasked'],
  // An edit or a rule is about something else than addresses, and asks none (decision 025).
  edited: ['deadline', 'deadline-mail', 'search'],
  'type-rule': ['deadline', 'deadline-mail', 'search'],
  joined: ['search', 'confirmations'],
  'joined-by-link': ['marks', 'search', 'confirmations'],
  'role-changed': ['search', 'invitations'],
  left: ['deadline', 'deadline-mail', 'search', 'confirmations', 'invitations'],
  // An address that is erased is taken out wherever it serves, and asked nowhere.
  'member-erased': ['deadline', 'deadline-mail', 'search', 'invitations'],
  'member-address': ['search', 'confirmations'],
  // One mail tells what was taken out and what is missing then.
  'contact-erased': ['deadline', 'search'],
  refused: ['deadline', 'search'],
  launch: ['drill', 'search'],
  closed: ['search', 'invitations'],
  reopened: ['deadline', 'deadline-mail', 'search'],
} as const satisfies Record<string, readonly Effect[]>

type AuditWords = Pick<AuditEntry, 'action' | 'subjectId' | 'before' | 'after'>

export type Change = {
  kind: keyof typeof follows
  /** Null where nobody of ours made it. */
  actorId: string | null
  /** Writes the change itself; absent where the store has it already, such as a rule of its type. */
  write?(rows: AccountRows): Promise<unknown>
  /** Its entry in the audit log, which comes last; null where that is written elsewhere, for several accounts at once. */
  audit: AuditWords | ((changed: Changed) => AuditWords) | null
}

/** What the effects answer, to be told to people or written down. */
export type Changed = {
  after: LoadedAccount
  deadline: Awaited<ReturnType<typeof applyDeadline>> | null
  reviewDueAt: number | null
  /** How many invitations ended. */
  invitations: number
}

/**
 * Changes an account, with all that follows from it, in the transaction of whoever calls. `before` was read in it. Mail that the
 * command itself sends comes after.
 */
export async function changeAccount(tx: Writer, before: LoadedAccount, change: Change): Promise<Changed> {
  const { kind, actorId, write, audit } = change
  const at = now()
  await write?.(new AccountRows(tx, before, { actorId, at }))
  const accountId = before.account.id
  const after = await assertAccount(tx, { id: accountId })
  const effects: readonly Effect[] = follows[kind]
  const does = (effect: Effect) => effects.includes(effect)

  if (does('marks')) await clearMarks(tx, listAdded(before, after))
  const isTold = does('deadline-mail')
  const deadline = does('deadline') ? await applyDeadline(tx, after, { isTold }) : null
  const reviewDueAt = does('review') ? await startReviewPeriod(tx, accountId, at) : null
  if (does('drill') && after.account.state === 'live') await dateDrillOnceLive(tx, after)
  if (does('search')) await refreshSearchRow(tx, after)
  const asked = { before, after, actorId: actorId ?? '', unasked: does('unasked') }
  if (does('confirmations')) await syncConfirmations(tx, asked)
  const invitations = does('invitations') ? await endInvitations(tx, before, after, actorId) : 0
  const changed = { after, deadline, reviewDueAt, invitations }
  const words = typeof audit === 'function' ? audit(changed) : audit
  if (words) await writeAudit(tx, { actorId, accountId, ...words })
  return changed
}

/** The contacts and members that come with a change, by their addresses. */
function listAdded(before: LoadedAccount, after: LoadedAccount): string[] {
  const contacts = after.contacts ? listAddedAddresses(before.contacts, after.contacts) : []
  const known = new Set(before.members.map(({ userId }) => userId))
  return [...contacts, ...after.members.filter(({ userId }) => !known.has(userId)).map(({ email }) => email)]
}

/** Whoever submits, or says that all still holds, has looked at everything. Answers when the next review is asked for. */
export async function startReviewPeriod(tx: Writer, accountId: string, at: number): Promise<number> {
  const { reviewDays } = await readSettings(tx)
  const { reviewDueAt, reviewMailDueAt } = beginPeriod(at, reviewDays)
  await tx.update(accounts).set({ reviewDueAt, reviewMailDueAt }).where(eq(accounts.id, accountId))
  return reviewDueAt
}

/** The dates of a period that begins at `at`. */
export function beginPeriod(
  at: number,
  reviewDays: number,
): Record<'reviewDueAt' | 'reviewMailDueAt', number> {
  const dueAt = at + reviewDays * day
  return { reviewDueAt: dueAt, reviewMailDueAt: dueAt }
}

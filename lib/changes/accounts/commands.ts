import { eq } from 'drizzle-orm'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { MailLane } from '#/db/words/mail.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { reminderLeadTime } from '#/lib/changes/gate/deadline.ts'
import { inviteOwner, type ProgrammeGrant } from '#/lib/changes/invitations/commands.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { type AccountEdit, accountVersion, type NewAccount, type OwnerInvitation } from './form.ts'

/** Creates an account and invites its first owner. @throws AppError `slug-taken`, `slug-closed`, `invalid-input` for an unknown type. */
export function createAccount(store: Store, grant: AdminGrant, given: NewAccount): Promise<string> {
  return store.transact(async (tx) => {
    const by = await reauthoriseStaff(tx, grant, 'admin')
    await consumeLimit(tx, 'staff-mail', by.actor.user.id)
    return createAccountIn(tx, by, given)
  })
}

/**
 * Creates an account in the caller's transaction, under a right that the caller has checked in it. Returns the
 * account's id. `lane`: for mail of large imports. Throws before it writes anything.
 * @throws AppError as `createAccount`
 */
export async function createAccountIn(
  tx: Writer,
  by: ProgrammeGrant,
  given: NewAccount,
  lane?: MailLane,
): Promise<string> {
  const { name, slug, integrationTypeId, defaultLocale } = given
  const [same] = await tx.select().from(accounts).where(eq(accounts.slug, slug))
  if (same) throw new AppError(same.closedAt === null ? 'slug-taken' : 'slug-closed', {}, 'slug')
  await assertTypeExists(tx, integrationTypeId)
  const id = newId()
  const at = now()
  await tx
    .insert(unguarded(accounts))
    .values({ id, name, slug, integrationTypeId, defaultLocale, stateChangedAt: at, createdAt: at })
  await writeAudit(tx, {
    actorId: 'actor' in by ? by.actor.user.id : null,
    sourceId: 'source' in by ? by.source.id : null,
    accountId: id,
    action: 'account.created',
    subjectId: id,
    after: { name, slug, integrationTypeId, defaultLocale },
  })
  await refreshSearchRow(tx, id)
  const { email, locale } = given
  await inviteOwner(tx, { by, accountId: id, email, locale, ...(lane && { lane }) })
  return id
}

async function assertTypeExists(read: Reader, id: string): Promise<void> {
  if ((await read.$count(integrationTypes, eq(integrationTypes.id, id))) === 0)
    throw new AppError('invalid-input', {}, 'integrationTypeId')
}

/** Invites an owner to any account. @throws AppError `not-found`, `account-closed`, `already-member`, `too-many`. */
export function inviteOwnerAsAdmin(
  store: Store,
  grant: AdminGrant,
  slug: string,
  { email, locale }: OwnerInvitation,
): Promise<void> {
  return store.transact(async (tx) => {
    const by = await reauthoriseStaff(tx, grant, 'admin')
    const { id } = await readAccount(tx, slug)
    await consumeLimit(tx, 'staff-mail', by.actor.user.id)
    await inviteOwner(tx, { by, accountId: id, email, locale })
  })
}

/**
 * Extends the deadline of a missing field, and schedules its reminder again; a locked account unlocks until the new
 * deadline. `from`: the deadline that the page showed.
 * @throws AppError `not-found`, `account-closed`, `nothing-due`, `stale` when the deadline is another one now
 */
export function extendDueAt(
  store: Store,
  grant: StaffGrant,
  slug: string,
  { from, days }: { from: number; days: number },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const account = await readAccount(tx, slug)
    if (account.dueAt === null) throw new AppError('nothing-due')
    if (account.dueAt !== from) throw new AppError('stale')
    const dueAt = extendedDueAt(account.dueAt, days, now())
    await tx
      .update(accounts)
      .set({ dueAt, dueReminderAt: dueAt - reminderLeadTime })
      .where(eq(accounts.id, account.id))
    const who = { actorId: actor.user.id, accountId: account.id, subjectId: account.id }
    const change = { before: { dueAt: account.dueAt }, after: { dueAt } }
    await writeAudit(tx, { ...who, action: 'account.due-extended', ...change })
  })
}

async function readAccount(read: Reader, slug: string) {
  const [account] = await read.select().from(accounts).where(eq(accounts.slug, slug))
  if (!account) throw new AppError('not-found')
  assertNotClosed(account)
  return account
}

/**
 * Changes an account's name, default language and integration type. A type that requires more sets a deadline and mails
 * owners and editors in the same transaction; one that requires less may clear it (product.md, The gate).
 * @throws AppError `not-found`, `account-closed`, `stale` when the account differs from what the form showed,
 * `invalid-input` for an unknown type
 */
export function editAccount(
  store: Store,
  grant: AdminGrant,
  slug: string,
  { version, ...given }: AccountEdit,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const loaded = await assertAccount(tx, { slug })
    const { account } = loaded
    assertNotClosed(account)
    if (accountVersion(account) !== version) throw new AppError('stale', {}, 'version')
    await assertTypeExists(tx, given.integrationTypeId)
    const { before, after } = differences(account, given)
    if (Object.keys(after).length === 0) return

    await changeAccount(tx, loaded, {
      kind: 'edited',
      actorId: actor.user.id,
      write: (rows) => rows.set(given),
      audit: { action: 'account.edited', subjectId: account.id, before, after },
    })
  })
}

type Editable = Omit<AccountEdit, 'version'>

/** The changed values, before and after: all that the audit entry holds. */
function differences(account: Editable, given: Editable) {
  const names = (['name', 'integrationTypeId', 'defaultLocale'] as const).filter(
    (name) => account[name] !== given[name],
  )
  const pick = (from: Editable) => Object.fromEntries(names.map((name) => [name, from[name]]))
  return { before: pick(account), after: pick(given) }
}

/** Extends a deadline by `days`, counted from now if it has passed. Milliseconds UTC. */
export function extendedDueAt(dueAt: number, days: number, now: number): number {
  return Math.max(dueAt, now) + days * day
}

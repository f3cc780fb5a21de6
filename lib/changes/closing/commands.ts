import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import {
  assertNotClosed,
  closingVersion,
  deletionAt,
  mayReopen,
  shiftDate,
} from '#/lib/accounts/account/closing-policy.ts'
import { type Account, assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { shiftProbedMarks } from '#/lib/accounts/proof/marks.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { tellEndpoints } from '#/lib/notices/delivery/tell-endpoints.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { cancelAccountMail, closeCases, closeNotices } from './close-items.ts'
import { accountClosed, type accountDeletion, accountReopened } from './mails.ts'

/**
 * `version`: what the page showed (`closingVersion`); `confirm`: the slug, typed once more. The command line has
 * neither.
 */
export type Closing = { slug: string; reason: string; confirm?: string; version?: string }

/**
 * Closes an account: members lose access, its mail stops, and 30 days later it is deleted (product.md, Personal data;
 * decision 036). Ends its notices, cases, mails and invitations in the same transaction. Returns when it is deleted.
 * @throws AppError `not-found`, `account-closed`, `slug-differs`, `stale`, as `reauthoriseStaff`
 */
export function closeAccount(
  store: Store,
  grant: AdministratorGrant,
  { slug, reason, confirm = slug, version }: Closing,
): Promise<number> {
  return store.transact(async (tx) => {
    const actorId = await reauthoriseClosing(tx, grant)
    const loaded = await assertAccount(tx, { slug })
    const { account } = loaded
    assertNotClosed(account)
    if (confirm !== account.slug) throw new AppError('slug-differs', { slug: account.slug }, 'confirm')
    if (version !== undefined && version !== closingVersion(account))
      throw new AppError('stale', {}, 'version')
    const at = now()
    const deletedAt = deletionAt(at)
    const ended = { notices: 0, cases: 0, mails: 0 }
    await changeAccount(tx, loaded, {
      kind: 'closed',
      actorId,
      async write(rows) {
        await rows.set({ closedAt: at, closedBy: actorId, closeReason: reason })
        const closed = await closeNotices(tx, account.id, { at, actorId, note: reason })
        ended.notices = closed.length
        ended.cases = await closeCases(tx, account.id, { at, actorId })
        // An endpoint may have what it is being told.
        await tellEndpoints(tx, closed, 'closed', at)
        ended.mails = await cancelAccountMail(tx, account.id, at)
      },
      audit: ({ invitations }) => ({
        action: 'account.closed',
        subjectId: account.id,
        before: { state: account.state },
        after: { reason, deletedAt, invitations, ...ended },
      }),
    })
    await mailOwners(tx, loaded, { template: accountClosed, reason, deletedAt })
    return deletedAt
  }, exclusive)
}

/**
 * Checks the right again and counts the mail to owners as the actor's. Returns the actor's id, null at the command
 * line.
 */
export async function reauthoriseClosing(tx: Writer, grant: AdministratorGrant): Promise<string | null> {
  const actorId = await reauthoriseAdministrator(tx, grant)
  if (actorId !== null) await consumeLimit(tx, 'staff-mail', actorId)
  return actorId
}

type OwnerMail =
  | { template: typeof accountClosed | typeof accountDeletion; reason: string; deletedAt: number }
  | { template: typeof accountReopened }

/** Mails all owners of an account. Returns how many there are. */
export async function mailOwners(tx: Writer, loaded: LoadedAccount, ownerMail: OwnerMail): Promise<number> {
  const { account, members } = loaded
  const owners = listOwners(members)
  const common = { accountName: account.name, link: `${env.APP_URL}/accounts/${account.slug}` }
  if ('reason' in ownerMail) {
    const { template, ...why } = ownerMail
    const { supportAddress, staffAddress } = await readSettings(tx)
    const data = { ...common, ...why, contact: supportAddress || staffAddress }
    await mailMembers(tx, account, owners, template, data)
  } else await mailMembers(tx, account, owners, ownerMail.template, common)
  return owners.length
}

/**
 * Reopens a closed account with its state, people and cases. Moves its dates by the time it was closed, so that the
 * days between cause no mail. Ended invitations and notices stay ended.
 * @throws AppError `not-found`, `account-open`, `reopened-late` after 30 days, `stale`, as `reauthoriseStaff`
 */
export function reopenAccount(
  store: Store,
  grant: AdministratorGrant,
  { slug, version }: { slug: string; version?: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const actorId = await reauthoriseClosing(tx, grant)
    const before = await assertAccount(tx, { slug })
    const { account } = before
    const { closedAt, closeReason } = account
    if (closedAt === null) throw new AppError('account-open')
    const at = now()
    if (!mayReopen(closedAt, at)) throw new AppError('reopened-late')
    if (version !== undefined && version !== closingVersion(account))
      throw new AppError('stale', {}, 'version')
    const { after } = await changeAccount(tx, before, {
      kind: 'reopened',
      actorId,
      async write(rows) {
        await reopenCases(tx, account.id, closedAt)
        const moved = shiftDates(account, closedAt, at)
        await rows.set({ closedAt: null, closedBy: null, closeReason: '', ...moved })
        await shiftConfirmations(tx, account.id, at - closedAt)
        await shiftProbedMarks(tx, account.id, at - closedAt)
      },
      audit: {
        action: 'account.reopened',
        subjectId: account.id,
        before: { closedAt, reason: closeReason },
        after: { state: account.state },
      },
    })
    await mailOwners(tx, after, { template: accountReopened })
  })
}

const dates = ['dueAt', 'dueReminderAt', 'checkDueAt', 'checkMailDueAt', 'drillDueAt'] as const

function shiftDates(account: Account, closedAt: number, at: number): Partial<Account> {
  return Object.fromEntries(dates.map((date) => [date, shiftDate(account[date], closedAt, at)]))
}

async function shiftConfirmations(tx: Writer, accountId: string, by: number): Promise<void> {
  await tx
    .update(confirmations)
    .set({ mailDueAt: sql`${confirmations.mailDueAt} + ${Math.max(0, by)}` })
    .where(and(eq(confirmations.accountId, accountId), isNotNull(confirmations.mailDueAt)))
}

/** Reopens the cases that closed at the same instant as the account. */
async function reopenCases(tx: Writer, accountId: string, closedAt: number): Promise<void> {
  await tx
    .update(cases)
    .set({ status: 'open', closedAt: null, closedBy: null })
    .where(and(eq(cases.accountId, accountId), eq(cases.closedAt, closedAt)))
}

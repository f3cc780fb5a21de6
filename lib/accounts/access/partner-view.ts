import { and, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { type MemberRole, memberRoles } from '#/db/words/people.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** How long a view stays open, in milliseconds. */
export const viewTtl = hour

/**
 * Opens a view of an account as a member with this role sees it, and returns its id. `findPartnerView` looks for its entry
 * in the audit log, so every view is recorded.
 * @throws AppError `not-found`, `account-closed`
 */
export function openPartnerView(
  store: Store,
  grant: StaffGrant,
  { account: slug, role }: { account: string; role: MemberRole },
): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [account] = await tx
      .select({ id: accounts.id, closedAt: accounts.closedAt })
      .from(accounts)
      .where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    assertNotClosed(account)
    const view = newId()
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'account.viewed-as-partner',
      subjectId: view,
      after: { role },
    })
    return view
  })
}

/** The role of a view that this person opened within the last hour; else null. */
export async function findPartnerView(
  read: Reader,
  grant: StaffGrant,
  accountId: string,
  view: string,
): Promise<MemberRole | null> {
  if (!isId(view)) return null
  const [entry] = await read
    .select({ after: auditEntries.after })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.subjectId, view),
        eq(auditEntries.action, 'account.viewed-as-partner'),
        eq(auditEntries.actorId, grant.actor.user.id),
        eq(auditEntries.accountId, accountId),
        gt(auditEntries.at, now() - viewTtl),
      ),
    )
  const { role } = (entry?.after ?? {}) as { role?: unknown }
  return memberRoles.find((known) => known === role) ?? null
}

import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MerchantIssuesRule } from '#/db/words/contacts.ts'
import { countAccountsOfType } from '#/lib/accounts/types/queries.ts'
import { reminderBefore } from '#/lib/changes/gate/deadline.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { assertType } from './commands.ts'
import { beginTypeChange, findTypeChange } from './follow-up.ts'
import { lacksMerchantIssues } from './lacking.ts'

/**
 * Changes whether a type asks for the merchant-issues contact, and sets the deadline of every account that so comes to miss it,
 * in the same transaction (product.md, The gate). Their owners and editors are told afterwards, account by account
 * (`followTypeChanges`, decision 023). Answers how many accounts have a deadline now that had none.
 * @throws AppError `type-changed`, `type-changing` while the accounts are still gone through for the last change, as `reauthoriseStaff`
 */
export function changeTypeRule(
  store: Store,
  grant: AdminGrant,
  id: string,
  merchantIssues: MerchantIssuesRule,
  version: number,
): Promise<number> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const { type } = await assertType(tx, id, version)
    if (type.merchantIssues === merchantIssues) return 0
    if (await findTypeChange(tx, id)) throw new AppError('type-changing')
    await tx.update(integrationTypes).set({ merchantIssues }).where(eq(integrationTypes.id, id))
    const dueAt = merchantIssues === 'required' ? await setDeadlines(tx, id) : null
    const due = dueAt === null ? 0 : await countDue(tx, id, dueAt)
    if (merchantIssues === 'required' || type.merchantIssues === 'required') {
      await beginTypeChange(tx, id, { dueAt, total: await countAccountsOfType(tx, id) })
    }
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'type.rule-changed',
      subjectId: id,
      before: { merchantIssues: type.merchantIssues },
      after: { merchantIssues, ...(due > 0 && { due, dueAt }) },
    })
    return due
  })
}

/** One statement, however many accounts: a deadline for each that was complete and now lacks something. Answers which. */
async function setDeadlines(tx: Writer, typeId: string): Promise<number> {
  const dueAt = now() + (await readSettings(tx)).completionDays * day
  await tx
    .update(accounts)
    .set({ dueAt, dueReminderAt: reminderBefore(dueAt) })
    .where(
      and(
        eq(accounts.integrationTypeId, typeId),
        isNotNull(accounts.firstCompleteAt),
        isNull(accounts.dueAt),
        isNull(accounts.closedAt),
        lacksMerchantIssues,
      ),
    )
  return dueAt
}

function countDue(tx: Writer, typeId: string, dueAt: number): Promise<number> {
  return tx.$count(accounts, and(eq(accounts.dueAt, dueAt), eq(accounts.integrationTypeId, typeId)))
}

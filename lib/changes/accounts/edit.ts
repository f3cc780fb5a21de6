import { eq } from 'drizzle-orm'
import { integrationTypes } from '#/db/schema/accounts.ts'
import type { Store } from '#/db/store/store.ts'
import { assertUnclosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type AccountEdit, accountVersion } from './edit-form.ts'

/**
 * Changes an account's name, default language and integration type. A type that asks for more than there is sets the deadline
 * for it and mails owners and editors in the same transaction; one that asks for less may clear it (product.md, The gate).
 * @throws AppError `not-found`, `account-closed`, `stale` where the account is not what the form started from, `invalid-input` for an unknown type
 */
export function editAccount(
  store: Store,
  grant: AdminGrant,
  slug: string,
  { version, ...given }: AccountEdit,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const standing = await assertAccount(tx, { slug })
    const { account } = standing
    assertUnclosed(account)
    if (accountVersion(account) !== version) throw new AppError('stale', {}, 'version')
    if ((await tx.$count(integrationTypes, eq(integrationTypes.id, given.integrationTypeId))) === 0)
      throw new AppError('invalid-input', {}, 'integrationTypeId')
    const { before, after } = differences(account, given)
    if (Object.keys(after).length === 0) return

    await changeAccount(tx, standing, {
      kind: 'edited',
      actorId: actor.user.id,
      write: (rows) => rows.set(given),
      audit: { action: 'account.edited', subjectId: account.id, before, after },
    })
  })
}

type Editable = Omit<AccountEdit, 'version'>

/** What changes, as it was and as it will be; the record holds nothing else. */
function differences(account: Editable, given: Editable) {
  const names = (['name', 'integrationTypeId', 'defaultLocale'] as const).filter(
    (name) => account[name] !== given[name],
  )
  const pick = (from: Editable) => Object.fromEntries(names.map((name) => [name, from[name]]))
  return { before: pick(account), after: pick(given) }
}

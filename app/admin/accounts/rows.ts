import { getLocale, getTranslations } from 'next-intl/server'
import type { AccountRow } from '#/components/admin/accounts-table.tsx'
import type { Reader } from '#/db/store/store.ts'
import { fieldIds } from '#/db/words/accounts.ts'
import type { ListedAccount } from '#/lib/accounts/search/account-list.ts'
import { type AccountColumn, type AccountView, needsAction } from '#/lib/accounts/search/list.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { countAddresses, countNoticesByAccount, listPeople } from '#/lib/admin/accounts/listed-details.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import type { MissingField } from '#/lib/contacts/fields/policy.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** The columns that say what can be done in a row. */
const isActedOn = (column: AccountColumn) => column === 'addresses' || column === 'notices'

/** Loads a page of accounts with the data of the shown columns only. */
export async function toRows(
  read: Reader,
  grant: StaffGrant,
  listed: readonly ListedAccount[],
  view: AccountView,
): Promise<AccountRow[]> {
  const { columns } = view
  const idsFor = (column: AccountColumn) =>
    columns.includes(column) || (isActedOn(column) && needsAction(view))
      ? listed.map(({ account }) => account.id)
      : []
  const addresses = await countAddresses(read, grant, idsFor('addresses'))
  const notices = await countNoticesByAccount(read, grant, idsFor('notices'))
  const people = await listPeople(read, grant, idsFor('owners'))
  const owners = [...people.values()].flat().filter(({ isOwner }) => isOwner)
  const marks = await findMarks(
    read,
    owners.map(({ email }) => email),
  )
  const locale = await getLocale()
  const formatMissing = await describeMissing()
  return listed.map(({ account, integrationType, missing, contacts, locked }) => ({
    ...account,
    typeName: nameType(integrationType, locale),
    missing: { count: missing.length, which: formatMissing(missing, contacts !== null) },
    locked,
    addresses: addresses.get(account.id) ?? { bouncing: 0, unconfirmed: 0 },
    notices: notices.get(account.id) ?? { open: 0, overdue: 0 },
    owners: (people.get(account.id) ?? [])
      .filter(({ isOwner }) => isOwner)
      .map(({ email }) => ({ email, bounces: marks.has(addressKey(email)) })),
  }))
}

async function describeMissing() {
  const t = await getTranslations('admin.contacts')
  const format = await getFormatter()
  const fields = await listFieldNames(fieldIds)
  return (missing: readonly MissingField[], submitted: boolean): string => {
    if (!submitted) return t('nothing')
    const names = missing.map(({ field }) => fields[fieldIds.indexOf(field)] ?? field)
    return format.list(names, { type: 'unit' })
  }
}

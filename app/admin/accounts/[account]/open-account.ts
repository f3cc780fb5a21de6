import { notFound } from 'next/navigation'
import { findAccountHead } from '#/lib/admin/accounts/account-head.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Loads the account of a page; answers 404 if there is none. */
export async function openAccount(grant: StaffGrant, slug: string) {
  const { read } = await getStore()
  const head = (await findAccountHead(read, grant, slug)) ?? notFound()
  const { account } = head.view
  const page = `/admin/accounts/${account.slug}`
  return {
    read,
    head,
    view: head.view,
    account,
    page,
    /** For the pages below the account's. */
    parent: { href: page, name: account.name },
    /** For the account's frame on every page. */
    frame: { head, admin: grant.staffRole === 'admin' },
  }
}

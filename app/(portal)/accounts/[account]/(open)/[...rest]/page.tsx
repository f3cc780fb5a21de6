import { notFound } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'

/** Any other path of an account: leads to the gate while the account is locked, else answers 404 in the account’s frame. */
export default definePage('/accounts/[account]/[...rest]', anybody, async ({ params }) => {
  const { account, rest } = params
  await requireOpenAccount(account, rest.join('/'))
  notFound()
})

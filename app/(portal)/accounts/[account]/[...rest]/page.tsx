import { notFound } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'

/** Any other path of an account: to the gate while it is locked, else there is nothing here. */
export default definePage('/accounts/[account]/[...rest]', anybody, async ({ params }) => {
  const { account, rest } = params
  await requireOpenAccount(account, rest.join('/'))
  notFound()
})

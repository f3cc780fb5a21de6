import { notFound } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'

/** Any other path of an account: to the gate while it is locked, else there is nothing here. */
export default definePage(async ({ params }: PageProps<'/accounts/[account]/[...rest]'>) => {
  const { account, rest } = await params
  await requireOpenAccount(account, rest.join('/'))
  notFound()
})

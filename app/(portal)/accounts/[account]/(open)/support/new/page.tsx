import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderNewCase } from '../../../case-pages.tsx'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/support/new'>) => {
  const { account } = await params
  const grant = await requireOpenAccount(account, 'support/new')
  return renderNewCase({ grant, place: 'open' })
})

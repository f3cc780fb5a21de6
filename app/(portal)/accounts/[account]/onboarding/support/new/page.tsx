import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderNewCase } from '../../../case-pages.tsx'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/onboarding/support/new'>) => {
  const { account } = await params
  const grant = await requireLockedAccount(account, 'onboarding/support/new')
  return renderNewCase({ grant, place: 'gate' })
})

import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default definePage(
  async ({ params }: PageProps<'/accounts/[account]/onboarding/support/[number]/follow-up'>) => {
    const { account, number } = await params
    const grant = await requireLockedAccount(account, `onboarding/support/${number}/follow-up`)
    return renderFollowUp({ grant, place: 'gate', number })
  },
)

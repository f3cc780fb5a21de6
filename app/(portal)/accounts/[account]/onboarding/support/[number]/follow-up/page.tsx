import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/access/require.ts'
import { FollowUpPage } from '../../../../case-pages.tsx'

export default definePage(
  async ({ params }: PageProps<'/accounts/[account]/onboarding/support/[number]/follow-up'>) => {
    const { account, number } = await params
    const grant = await requireLockedAccount(account, `onboarding/support/${number}/follow-up`)
    return <FollowUpPage grant={grant} place="gate" number={number} />
  },
)

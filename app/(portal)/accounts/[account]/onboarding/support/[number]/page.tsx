import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/access/require.ts'
import { CasePage } from '../../../case-pages.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding/support/[number]'>) => {
    const { account, number } = await params
    const grant = await requireLockedAccount(account, `onboarding/support/${number}`)
    return <CasePage grant={grant} place="gate" number={number} query={await searchParams} />
  },
)

import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderCases } from '../../case-pages.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding/support'>) => {
    const { account } = await params
    const grant = await requireLockedAccount(account, 'onboarding/support')
    return renderCases({ grant, place: 'gate', query: await searchParams })
  },
)

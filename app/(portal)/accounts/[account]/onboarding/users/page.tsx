import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderGateUsers } from '../gate-pages.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding/users'>) => {
    const grant = await requireLockedAccount((await params).account, 'onboarding/users')
    return renderGateUsers({ grant, query: await searchParams })
  },
)

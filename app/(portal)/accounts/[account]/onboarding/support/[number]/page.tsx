import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderCase } from '../../../case-pages.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding/support/[number]'>) => {
    const { account, number } = await params
    const grant = await requireLockedAccount(account, `onboarding/support/${number}`)
    return renderCase({ grant, place: 'gate', number, query: await searchParams })
  },
)

import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderGateContacts } from './gate-pages.tsx'

export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding'>) => {
  const grant = await requireLockedAccount((await params).account, 'onboarding')
  return renderGateContacts({ grant, query: await searchParams })
})

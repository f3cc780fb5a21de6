import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderCases } from '../../case-pages.tsx'

export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]/support'>) => {
  const { account } = await params
  const grant = await requireOpenAccount(account, 'support')
  return renderCases({ grant, place: 'open', query: await searchParams })
})

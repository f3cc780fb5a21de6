import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderOverview } from './overview.tsx'

export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]'>) => {
  const grant = await requireOpenAccount((await params).account, '')
  return renderOverview({ grant, query: await searchParams })
})

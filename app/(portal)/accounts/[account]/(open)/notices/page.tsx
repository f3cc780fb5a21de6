import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderNotices } from './notices.tsx'

export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]/notices'>) => {
  const grant = await requireOpenAccount((await params).account, 'notices')
  return renderNotices({ grant, query: await searchParams })
})

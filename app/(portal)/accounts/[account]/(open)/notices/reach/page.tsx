import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderReach } from './reach.tsx'

type Props = PageProps<'/accounts/[account]/notices/reach'>

export default definePage(async ({ params, searchParams }: Props) => {
  const grant = await requireOpenAccount((await params).account, 'notices/reach')
  return renderReach({ grant, query: await searchParams })
})

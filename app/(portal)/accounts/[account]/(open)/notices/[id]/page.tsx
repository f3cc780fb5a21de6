import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderNotice } from './notice.tsx'

type Props = PageProps<'/accounts/[account]/notices/[id]'>

export default definePage(async ({ params, searchParams }: Props) => {
  const { account, id } = await params
  const grant = await requireOpenAccount(account, `notices/${id}`)
  return renderNotice({ grant, id, query: await searchParams })
})

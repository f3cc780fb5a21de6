import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderUsers } from './users.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/configuration/users'>) => {
    const grant = await requireOpenAccount((await params).account, 'configuration/users')
    return renderUsers({ grant, query: await searchParams })
  },
)

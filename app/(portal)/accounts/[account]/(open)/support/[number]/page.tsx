import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderCase } from '../../../case-pages.tsx'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/support/[number]'>) => {
    const { account, number } = await params
    const grant = await requireOpenAccount(account, `support/${number}`)
    return renderCase({ grant, place: 'open', number, query: await searchParams })
  },
)

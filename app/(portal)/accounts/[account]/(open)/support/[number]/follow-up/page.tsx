import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/support/[number]/follow-up'>) => {
  const { account, number } = await params
  const grant = await requireOpenAccount(account, `support/${number}/follow-up`)
  return renderFollowUp({ grant, place: 'open', number })
})

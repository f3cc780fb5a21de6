import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { FollowUpPage } from '../../../../case-pages.tsx'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/support/[number]/follow-up'>) => {
  const { account, number } = await params
  const grant = await requireOpenAccount(account, `support/${number}/follow-up`)
  return <FollowUpPage grant={grant} place="open" number={number} />
})

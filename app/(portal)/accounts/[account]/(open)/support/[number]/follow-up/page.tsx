import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/support/[number]/follow-up',
  ({ account, number }) => requireOpenAccount(account, `support/${number}/follow-up`),
  renderFollowUp,
)

import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/onboarding/support/[number]/follow-up',
  ({ account, number }) => requireLockedAccount(account, `onboarding/support/${number}/follow-up`),
  renderFollowUp,
)

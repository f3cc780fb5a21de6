import { definePage } from '#/app/define-page.tsx'
import { requireLockedAccount } from '#/lib/accounts/access/require.ts'
import { renderCase } from '../../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/onboarding/support/[number]',
  ({ account, number }) => requireLockedAccount(account, `onboarding/support/${number}`),
  renderCase,
)

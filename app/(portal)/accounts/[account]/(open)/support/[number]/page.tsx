import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderCase } from '../../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/support/[number]',
  ({ account, number }) => requireOpenAccount(account, `support/${number}`),
  renderCase,
)

import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderNotice } from './notice.tsx'

export default definePage(
  '/accounts/[account]/notices/[id]',
  ({ account, id }) => requireOpenAccount(account, `notices/${id}`),
  renderNotice,
)

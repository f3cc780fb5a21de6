import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderUsers } from './users.tsx'

export default definePage(
  '/accounts/[account]/configuration/users',
  memberAt('configuration/users'),
  renderUsers,
)

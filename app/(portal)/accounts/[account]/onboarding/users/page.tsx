import { definePage } from '#/app/define-page.tsx'
import { lockedAt } from '#/lib/accounts/access/require.ts'
import { renderGateUsers } from '../gate-pages.tsx'

export default definePage(
  '/accounts/[account]/onboarding/users',
  lockedAt('onboarding/users'),
  renderGateUsers,
)

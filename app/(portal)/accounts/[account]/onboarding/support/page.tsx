import { definePage } from '#/app/define-page.tsx'
import { lockedAt } from '#/lib/accounts/access/require.ts'
import { renderCases } from '../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/onboarding/support',
  lockedAt('onboarding/support'),
  renderCases,
)

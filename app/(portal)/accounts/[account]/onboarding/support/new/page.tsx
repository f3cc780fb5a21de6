import { definePage } from '#/app/define-page.tsx'
import { lockedAt } from '#/lib/accounts/access/require.ts'
import { renderNewCase } from '../../../case-pages.tsx'

export default definePage(
  '/accounts/[account]/onboarding/support/new',
  lockedAt('onboarding/support/new'),
  renderNewCase,
)

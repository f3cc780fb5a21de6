import { gatePage } from '../../../../account-page.tsx'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default gatePage('/accounts/[account]/onboarding/support/[number]/follow-up', renderFollowUp)

import { gatePage } from '../../account-page.tsx'
import { renderCases } from '../../case-pages.tsx'

export default gatePage('/accounts/[account]/onboarding/support', renderCases)

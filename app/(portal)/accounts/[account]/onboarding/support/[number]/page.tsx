import { gatePage } from '../../../account-page.tsx'
import { renderCase } from '../../../case-pages.tsx'

export default gatePage('/accounts/[account]/onboarding/support/[number]', renderCase)

import { gatePage } from '../../../account-page.tsx'
import { renderNewCase } from '../../../case-pages.tsx'

export default gatePage('/accounts/[account]/onboarding/support/new', renderNewCase)

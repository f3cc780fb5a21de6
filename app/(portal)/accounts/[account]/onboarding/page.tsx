import { gatePage } from '../account-page.tsx'
import { renderGateContacts } from './gate-pages.tsx'

export default gatePage('/accounts/[account]/onboarding', renderGateContacts)

import { gatePage } from '../account-page.tsx'
import { renderGateContacts } from './gate-contacts.tsx'

export default gatePage('/accounts/[account]/onboarding', renderGateContacts)

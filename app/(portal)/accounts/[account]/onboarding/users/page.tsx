import { gatePage } from '../../account-page.tsx'
import { renderGateUsers } from '../gate-pages.tsx'

export default gatePage('/accounts/[account]/onboarding/users', renderGateUsers)

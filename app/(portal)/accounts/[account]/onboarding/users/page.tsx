import { gatePage } from '../../account-page.tsx'
import { renderUsers } from '../../users.tsx'

export default gatePage('/accounts/[account]/onboarding/users', renderUsers)

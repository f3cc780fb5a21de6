import { openPage } from '../../../account-page.tsx'
import { renderUsers } from '../../../users.tsx'

export default openPage('/accounts/[account]/configuration/users', renderUsers)

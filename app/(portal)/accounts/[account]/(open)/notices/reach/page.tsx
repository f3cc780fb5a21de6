import { openPage } from '../../../account-page.tsx'
import { renderReach } from './reach.tsx'

export default openPage('/accounts/[account]/notices/reach', renderReach)

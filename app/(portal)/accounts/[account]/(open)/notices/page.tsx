import { openPage } from '../../account-page.tsx'
import { renderNotices } from './notices.tsx'

export default openPage('/accounts/[account]/notices', renderNotices)

import { openPage } from '../../../account-page.tsx'
import { renderNotice } from './notice.tsx'

export default openPage('/accounts/[account]/notices/[id]', renderNotice)

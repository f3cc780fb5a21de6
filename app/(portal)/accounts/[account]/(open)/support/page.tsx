import { openPage } from '../../account-page.tsx'
import { renderCases } from '../../case-pages.tsx'

export default openPage('/accounts/[account]/support', renderCases)

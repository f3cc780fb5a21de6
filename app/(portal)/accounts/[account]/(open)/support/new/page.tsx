import { openPage } from '../../../account-page.tsx'
import { renderNewCase } from '../../../case-pages.tsx'

export default openPage('/accounts/[account]/support/new', renderNewCase)

import { openPage } from '../../../account-page.tsx'
import { renderCase } from '../../../case-pages.tsx'

export default openPage('/accounts/[account]/support/[number]', renderCase)

import { openPage } from '../../../../account-page.tsx'
import { renderFollowUp } from '../../../../case-pages.tsx'

export default openPage('/accounts/[account]/support/[number]/follow-up', renderFollowUp)

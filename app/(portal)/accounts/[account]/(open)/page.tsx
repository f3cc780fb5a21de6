import { openPage } from '../account-page.tsx'
import { renderOverview } from './overview.tsx'

export default openPage('/accounts/[account]', renderOverview)

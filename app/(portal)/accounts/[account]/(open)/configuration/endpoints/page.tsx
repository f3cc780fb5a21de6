import { openPage } from '../../../account-page.tsx'
import { renderEndpoints } from './endpoints.tsx'

export default openPage('/accounts/[account]/configuration/endpoints', renderEndpoints)

import { openPage } from '../../../../account-page.tsx'
import { renderEndpoint } from './endpoint.tsx'

export default openPage('/accounts/[account]/configuration/endpoints/[endpoint]', renderEndpoint)

import { openPage } from '../../../../account-page.tsx'
import { renderNewEndpoint } from './new-endpoint.tsx'

export default openPage('/accounts/[account]/configuration/endpoints/new', renderNewEndpoint)

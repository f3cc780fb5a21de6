import { openPage } from '../../../account-page.tsx'
import { renderTests } from './tests.tsx'

export default openPage('/accounts/[account]/notices/test', renderTests)

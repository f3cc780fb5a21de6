import { openPage } from '../../account-page.tsx'
import { renderSearch } from './search.tsx'

export default openPage('/accounts/[account]/search', renderSearch)

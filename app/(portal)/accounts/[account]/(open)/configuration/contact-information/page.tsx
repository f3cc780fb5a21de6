import { openPage } from '../../../account-page.tsx'
import { renderContacts } from './contacts.tsx'

export default openPage('/accounts/[account]/configuration/contact-information', renderContacts)

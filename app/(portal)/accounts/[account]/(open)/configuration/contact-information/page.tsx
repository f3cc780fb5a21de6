import { definePage } from '#/app/define-page.tsx'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { renderContacts } from './contacts.tsx'

export default definePage(
  '/accounts/[account]/configuration/contact-information',
  memberAt('configuration/contact-information'),
  renderContacts,
)

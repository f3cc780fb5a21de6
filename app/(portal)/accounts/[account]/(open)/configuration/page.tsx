import { redirect } from 'next/navigation'
import { openPage } from '../../account-page.tsx'
import { contactsPath } from '../../paths.ts'

export default openPage('/accounts/[account]/configuration', async ({ grant }) =>
  redirect(contactsPath(grant)),
)

import { definePage } from '#/app/define-page.tsx'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { renderContacts } from './contacts.tsx'

type Props = PageProps<'/accounts/[account]/configuration/contact-information'>

export default definePage(async ({ params, searchParams }: Props) => {
  const grant = await requireOpenAccount((await params).account, 'configuration/contact-information')
  return renderContacts({ grant, query: await searchParams })
})

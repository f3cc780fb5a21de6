import { redirect } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'

export default definePage(async () => {
  await requireStaff()
  redirect('/admin/accounts')
})

import { redirect } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'

export default definePage('/admin', staff, async () => {
  redirect('/admin/accounts')
})

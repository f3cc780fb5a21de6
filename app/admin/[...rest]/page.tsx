import { notFound } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'

/** Any other path below /admin answers 404 in staff's frame. */
export default definePage('/admin/[...rest]', staff, async () => notFound())

import { notFound } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'

/** Any other address answers 404, with the menu of who is signed in. */
export default definePage('/[...rest]', anybody, async () => notFound())

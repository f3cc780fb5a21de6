import { redirect } from 'next/navigation'
import { findLandingPath } from '#/lib/accounts/account/load-account.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { definePage } from './define-page.tsx'

export default definePage('/', requireActor, async ({ grant: actor }) => {
  const store = await getStore()
  redirect(await findLandingPath(store.read, actor))
})

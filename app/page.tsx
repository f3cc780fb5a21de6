import { redirect } from 'next/navigation'
import { requireActor } from '#/lib/accounts/access/require.ts'
import { findLandingPath } from '#/lib/accounts/account/landing.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { definePage } from './define-page.tsx'

export default definePage(async () => {
  const actor = await requireActor()
  const store = await getStore()
  redirect(await findLandingPath(store.read, actor))
})

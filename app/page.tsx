import { redirect } from 'next/navigation'
import { requireActor } from '#/lib/access/require.ts'
import { findLandingPath } from '#/lib/accounts/landing.ts'
import { getStore } from '#/lib/store.ts'
import { definePage } from './define-page.tsx'

export default definePage(async () => {
  const actor = await requireActor()
  const store = await getStore()
  redirect(await findLandingPath(store.read, actor))
})

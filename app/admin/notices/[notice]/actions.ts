'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { findNamedAccount } from '#/lib/accounts/named-queries.ts'
import { defineAction } from '#/lib/actions.ts'
import { AppError } from '#/lib/errors.ts'
import { closeNoticeAsStaff } from '#/lib/notices/commands.ts'
import { routeAgain } from '#/lib/notices/route-again.ts'
import { routeAgainSchema, staffCloseSchema } from '#/lib/notices/staff-form.ts'
import { getStore } from '#/lib/store.ts'

export const routeAgainAction = defineAction({
  schema: routeAgainSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { notice, slug, ...words }) => {
    const store = await getStore()
    const account = await findNamedAccount(store.read, grant, slug)
    if (!account) throw new AppError('unknown-account', {}, 'slug')
    const routed = await routeAgain(store, grant, { noticeId: notice, slug: account.slug, ...words })
    const done =
      routed.noticeId !== notice ? 'joined' : routed.state === 'unroutable' ? 'still-unroutable' : 'routed'
    redirect(`/admin/notices/${routed.noticeId}?done=${done}`)
  },
})

export const closeNoticeAction = defineAction({
  schema: staffCloseSchema,
  authorise: () => requireStaff(),
  handle: async (grant, { notice, note }) => {
    await closeNoticeAsStaff(await getStore(), grant, { noticeId: notice, note })
    redirect(`/admin/notices/${notice}?done=closed`)
  },
})

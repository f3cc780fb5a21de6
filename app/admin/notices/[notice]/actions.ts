'use server'

import { redirect } from 'next/navigation'
import { findNamedAccount } from '#/lib/accounts/search/named-queries.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { routeAgainSchema, staffCloseSchema } from '#/lib/notices/acknowledgement/staff-form.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

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

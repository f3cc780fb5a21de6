'use server'

import { findNamedAccount } from '#/lib/accounts/search/named-queries.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import {
  handBackSchema,
  routeAgainSchema,
  staffCloseSchema,
} from '#/lib/notices/acknowledgement/staff-form.ts'
import { handBackNotice } from '#/lib/notices/acknowledgement/undo.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

export const routeAgainAction = defineAction({
  schema: routeAgainSchema,
  right: staff,
  asks: { what: 'notice' },
  run: async (store, grant, { notice, slug, ...words }) => {
    const account = await findNamedAccount(store.read, grant, slug)
    if (!account) throw new AppError('unknown-account', {}, 'slug')
    return routeAgain(store, grant, { noticeId: notice, slug: account.slug, ...words })
  },
  redirectTo: ({ notice }, { noticeId, state }) => {
    const done = noticeId !== notice ? 'joined' : state === 'unroutable' ? 'still-unroutable' : 'routed'
    return `/admin/notices/${noticeId}?done=${done}`
  },
})

export const closeNoticeAction = defineAction({
  schema: staffCloseSchema,
  right: staff,
  run: (store, grant, { notice, note }) => closeNoticeAsStaff(store, grant, { noticeId: notice, note }),
  redirectTo: ({ notice }) => `/admin/notices/${notice}?done=closed`,
})

export const handBackAction = defineAction({
  schema: handBackSchema,
  right: staff,
  asks: { what: 'handBack' },
  run: (store, grant, { notice, ...given }) => handBackNotice(store, grant, { noticeId: notice, ...given }),
  redirectTo: ({ notice }) => `/admin/notices/${notice}?done=handed-back`,
})

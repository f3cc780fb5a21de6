'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { remindOfNotice } from '#/lib/notices/acknowledgement/remind.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'

const ofNotice = z.object({ notice: z.uuid() })
const words = () => getTranslations('adminNotices.rows.done')

export const remindInListAction = defineAction({
  schema: ofNotice,
  right: staff,
  asks: { what: 'reminder' },
  run: async (store, grant, { notice }) => {
    const state = await remindOfNotice(store, grant, notice)
    return (await words())(state === 'unroutable' ? 'unreached' : 'reminded')
  },
})

export const routeInListAction = defineAction({
  schema: ofNotice,
  right: staff,
  asks: { what: 'notice' },
  run: async (store, grant, { notice }) => {
    const { state } = await routeAgain(store, grant, { noticeId: notice })
    return (await words())(state === 'unroutable' ? 'unreached' : 'routed')
  },
})

'use server'

import { z } from 'zod'
import { changeView, deleteView, saveView } from '#/lib/admin/views/commands.ts'
import { newViewSchema, viewSchema } from '#/lib/admin/views/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

/** The view's list, which says what was done. */
const shown = (done: string) => (_input: unknown, address: string) =>
  `${address}${address.includes('?') ? '&' : '?'}done=${done}`

export const saveViewAction = defineAction({
  schema: newViewSchema,
  right: staff,
  run: saveView,
  redirectTo: shown('view-saved'),
})

export const changeViewAction = defineAction({
  schema: viewSchema,
  right: staff,
  run: changeView,
  redirectTo: shown('view-changed'),
})

export const deleteViewAction = defineAction({
  schema: z.object({ view: z.uuid() }),
  right: staff,
  run: (store, grant, { view }) => deleteView(store, grant, view),
  redirectTo: shown('view-deleted'),
})

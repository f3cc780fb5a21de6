'use server'

import { z } from 'zod'
import { addStaffNote } from '#/lib/admin/notes/commands.ts'
import { staffNoteSchema } from '#/lib/admin/notes/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export const addNoteAction = defineAction({
  schema: staffNoteSchema.and(z.object({ account: z.string().max(100) })),
  right: staff,
  run: (store, grant, { account, ...note }) => addStaffNote(store, grant, account, note),
  redirectTo: ({ account }) => `/admin/accounts/${account}/notes?done=noted`,
})

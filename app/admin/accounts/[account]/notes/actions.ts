'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { addStaffNote } from '#/lib/admin/notes/commands.ts'
import { staffNoteSchema } from '#/lib/admin/notes/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const addNoteAction = defineAction({
  schema: staffNoteSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff(),
  handle: async (grant, { account, ...note }) => {
    await addStaffNote(await getStore(), grant, account, note)
    redirect(`/admin/accounts/${account}/notes?done=noted`)
  },
})

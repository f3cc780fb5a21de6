'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { addStaffNote } from '#/lib/staff-notes/commands.ts'
import { staffNoteSchema } from '#/lib/staff-notes/form.ts'
import { getStore } from '#/lib/store.ts'

export const addNoteAction = defineAction({
  schema: staffNoteSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff(),
  handle: async (grant, { account, ...note }) => {
    await addStaffNote(await getStore(), grant, account, note)
    redirect(`/admin/accounts/${account}/notes?done=noted`)
  },
})

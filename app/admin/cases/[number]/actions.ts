'use server'

import { redirect } from 'next/navigation'
import { assignCase } from '#/lib/cases/assignment.ts'
import { assignmentSchema, noteSchema, staffAnswerSchema } from '#/lib/cases/form.ts'
import { replyToCase, writeNote } from '#/lib/cases/staff-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const replyToCaseAction = defineAction({
  schema: staffAnswerSchema,
  authorise: () => requireStaff(),
  handle: async (grant, answer) => {
    await replyToCase(await getStore(), grant, answer)
    redirect(`/admin/cases/${answer.number}?done=${answer.intent === 'close' ? 'closed' : 'replied'}`)
  },
})

export const writeNoteAction = defineAction({
  schema: noteSchema,
  authorise: () => requireStaff(),
  handle: async (grant, note) => {
    await writeNote(await getStore(), grant, note)
    redirect(`/admin/cases/${note.number}?done=noted`)
  },
})

export const assignCaseAction = defineAction({
  schema: assignmentSchema,
  authorise: () => requireStaff(),
  handle: async (grant, assignment) => {
    await assignCase(await getStore(), grant, assignment)
    redirect(`/admin/cases/${assignment.number}?done=${assignment.to === null ? 'unassigned' : 'assigned'}`)
  },
})

'use server'

import { answerSchema, assignmentSchema, noteSchema } from '#/lib/cases/form.ts'
import { assignCase, replyToCase, writeNote } from '#/lib/cases/staff-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export const replyToCaseAction = defineAction({
  schema: answerSchema,
  right: staff,
  run: replyToCase,
  redirectTo: ({ number, intent }) =>
    `/admin/cases/${number}?done=${intent === 'close' ? 'closed' : 'replied'}`,
})

export const writeNoteAction = defineAction({
  schema: noteSchema,
  right: staff,
  run: writeNote,
  redirectTo: ({ number }) => `/admin/cases/${number}?done=noted`,
})

export const assignCaseAction = defineAction({
  schema: assignmentSchema,
  right: staff,
  run: assignCase,
  redirectTo: ({ number, to }) => `/admin/cases/${number}?done=${to === null ? 'unassigned' : 'assigned'}`,
})

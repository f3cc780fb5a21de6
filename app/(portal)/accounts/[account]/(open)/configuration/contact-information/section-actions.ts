'use server'

import { z } from 'zod'
import { type Submitted, submissionInQuery } from '#/app/(portal)/accounts/[account]/contact-notes.ts'
import { environments, type FieldId, fieldIds } from '#/db/words/accounts.ts'
import { editorAt } from '#/lib/accounts/access/require.ts'
import { type SubmitOutcome, submitDraft } from '#/lib/changes/contacts/commands.ts'
import { discardSectionDraft, submitSectionDraft } from '#/lib/changes/contacts/section-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

const ofDraft = z.object({
  account: z.string().max(100),
  environment: z.enum(environments),
  version: z.coerce.number().int().min(0),
})
const ofSection = ofDraft.extend({ section: z.enum(fieldIds) })
const right = editorAt('configuration/contact-information')

/** Submits one field's draft as the page shows it; a wrong one opens as a form with its errors. */
export const submitSectionDraftAction = defineAction({
  schema: ofSection,
  right,
  run: async (store, grant, given) => readOutcome(await submitSectionDraft(store, grant, given)),
  redirectTo: ({ account, section }, outcome) => sectionPath(account, section, outcome),
})

export const discardSectionDraftAction = defineAction({
  schema: ofSection,
  right,
  run: async (store, grant, given): Promise<SectionOutcome> => {
    const { kind } = await discardSectionDraft(store, grant, given)
    if (kind === 'conflict') throw new AppError('draft-changed', {}, 'version')
    return { kind: 'discarded' }
  },
  redirectTo: ({ account, section }, outcome) => sectionPath(account, section, outcome),
})

/** Submits the whole draft; if it is wrong, its first wrong field opens with its errors. */
export const submitSectionDraftsAction = defineAction({
  schema: ofDraft,
  right,
  run: async (store, grant, given) => readOutcome(await submitDraft(store, grant, given)),
  redirectTo: ({ account }, outcome) => sectionPath(account, null, outcome),
})

/** @throws AppError `draft-changed` when somebody else has changed the draft */
function readOutcome(outcome: SubmitOutcome): SectionOutcome {
  if (outcome.kind === 'conflict') throw new AppError('draft-changed', {}, 'version')
  if (outcome.kind === 'submitted') return outcome
  const wrong = Object.keys(outcome.errors)[0]
  return { kind: 'invalid', section: fieldIds.find((field) => wrong?.split('.')[0] === field) ?? null }
}

type SectionOutcome = Submitted | { kind: 'discarded' } | { kind: 'invalid'; section: FieldId | null }

/** The page that shows the result for a field's draft, at that field; `section` is null for the whole draft. */
function sectionPath(account: string, section: FieldId | null, outcome: SectionOutcome): string {
  const page = `/accounts/${account}/configuration/contact-information`
  if (outcome.kind === 'invalid') {
    const wrong = section ?? outcome.section
    return wrong ? `${page}?edit=${wrong}&check=1#${wrong}` : page
  }
  const at = section ? [`&section=${section}`, `#${section}`] : ['', '']
  const notes = outcome.kind === 'submitted' ? submissionInQuery(outcome) : ''
  return `${page}?done=${outcome.kind}${at[0]}${notes}${at[1]}`
}

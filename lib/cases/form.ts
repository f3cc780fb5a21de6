import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { caseCategories, caseLimits, urgentSituations } from '#/db/words/cases.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'
import { resolveSituation } from './policy.ts'

/** Made with the form, so that sending it twice writes once. */
const key = z.uuid()
const caseNumber = z.coerce.number().int().min(1).max(2_147_483_647)
const maybeSituation = z.enum(urgentSituations).or(z.literal('')).default('')

/** A new case. `follows`: the number of the case it follows up. Issues are keys of errors.json. */
export const newCaseSchema = z
  .object({
    key,
    category: z.enum(caseCategories, 'category-required'),
    situation: maybeSituation.transform((given) => given || null),
    subject: typedLine(caseLimits.subject, 'subject-required'),
    text: typedText(caseLimits.text, { missing: 'message-required' }),
    environment: z.enum(environments, 'environment-required'),
    follows: caseNumber.nullable().default(null),
  })
  .refine(({ category, situation }) => resolveSituation(category, situation ?? null) !== 'missing', {
    path: ['situation'],
    message: 'situation-required',
    // Shows this error together with those of other fields.
    when: () => true,
  })
export type NewCase = z.output<typeof newCaseSchema>

/** An answer of a member or of staff, which may close the case; closing needs no text. */
export const answerSchema = z
  .object({
    key,
    number: caseNumber,
    text: typedText(caseLimits.text, { optional: true }),
    intent: z.enum(['reply', 'close']).default('reply'),
  })
  .refine(({ intent, text }) => intent === 'close' || text !== '', {
    path: ['text'],
    message: 'message-required',
  })
export type StaffAnswer = z.output<typeof answerSchema>
export type CaseAnswer = Omit<StaffAnswer, 'intent'> & Partial<Pick<StaffAnswer, 'intent'>>

export const noteSchema = z.object({
  key,
  number: caseNumber,
  note: typedText(caseLimits.text, { missing: 'staff-note-required' }),
})
export type Note = z.output<typeof noteSchema>

const person = z
  .string()
  .max(100)
  .transform((id) => id || null)

/** Whom to assign the case to, and whom the form showed; empty for nobody. */
export const assignmentSchema = z.object({ number: caseNumber, to: person, from: person })
export type Assignment = z.output<typeof assignmentSchema>

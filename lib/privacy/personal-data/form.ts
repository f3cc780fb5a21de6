import { z } from 'zod'
import { keyOfAddress } from './subject.ts'

/** The form that looks for what is held about an address. Issues are keys of errors.json. */
export const findFormSchema = z.object({
  email: z.string().transform((typed, context) => {
    const key = keyOfAddress(typed)
    if (key !== null) return key
    context.addIssue({ code: 'custom', message: 'email' })
    return z.NEVER
  }),
})

/** The form that signs out: the address as its page has it, sealed. */
export const signOutFormSchema = z.object({ sealed: z.string().max(1000) })

/** The form that erases: the address once more, as it was typed, and as the page has it, sealed. */
export const eraseFormSchema = z.object({
  sealed: z.string().max(1000),
  typed: z.string().max(1000),
})

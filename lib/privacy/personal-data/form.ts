import { z } from 'zod'
import { keyOfAddress } from './subject.ts'

/** The form that looks up an address. Issues are keys of errors.json. */
export const findFormSchema = z.object({
  email: z.string().transform((typed, context) => {
    const key = keyOfAddress(typed)
    if (key !== null) return key
    context.addIssue({ code: 'custom', message: 'email' })
    return z.NEVER
  }),
})

/** The form that signs a person out, with the sealed address of its page. */
export const signOutFormSchema = z.object({ sealed: z.string().max(1000) })

/** The form that erases: the address typed again, and the sealed address of its page. */
export const eraseFormSchema = signOutFormSchema.extend({ typed: z.string().max(1000) })

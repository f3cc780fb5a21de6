import { z } from 'zod'
import { staffRoles } from '#/db/words/people.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'

const role = z.enum(staffRoles, 'choose')

/** The form that makes a person staff. Issues are keys of errors.json. */
export const appointFormSchema = z.object({
  email: z.string().transform((typed, context) => {
    const parsed = parseAddress(typed)
    if (parsed.ok) return parsed.address
    context.addIssue({ code: 'custom', message: 'email' })
    return z.NEVER
  }),
  role,
})

/** The person, and what the page showed: `seen` is their role; `self` confirms that the admin means themselves. */
const about = {
  person: z.string().max(100),
  seen: z.enum(staffRoles),
  self: z.preprocess((ticked) => ticked === 'on' || ticked === true, z.boolean()),
}

export const roleFormSchema = z.object({ ...about, role })
export const resetPasskeysFormSchema = z.object({ person: about.person })
export const dismissFormSchema = z.object(about)

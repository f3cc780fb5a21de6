import { z } from 'zod'
import { staffRoles } from '#/db/words/members.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'

const role = z.enum(staffRoles, 'choose')

/** The form that makes somebody staff. Issues are keys of errors.json. */
export const appointFormSchema = z.object({
  email: z.string().transform((typed, context) => {
    const parsed = parseAddress(typed)
    if (parsed.ok) return parsed.address
    context.addIssue({ code: 'custom', message: 'email' })
    return z.NEVER
  }),
  role,
})

/** Whom it is about, and what the page knew of them: `seen` is their role then, `self` is ticked by who knows it is them. */
const about = {
  person: z.string().max(100),
  seen: z.enum(staffRoles),
  self: z.preprocess((ticked) => ticked === 'on' || ticked === true, z.boolean()),
}

export const roleFormSchema = z.object({ ...about, role })
export const resetPasskeysFormSchema = z.object({ person: about.person })
export const dismissFormSchema = z.object(about)

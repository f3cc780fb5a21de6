import { z } from 'zod'
import { staffRoles } from '#/db/words/people.ts'
import { emailSchema } from '#/lib/identity/people/person-name.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

const role = z.enum(staffRoles, 'role-required')

export const inviteStaffFormSchema = z.object({ email: emailSchema, role, locale: z.enum(locales) })
export const staffInvitationFormSchema = z.object({ invitation: z.string().max(100) })

/** The person, and what the page showed: `seen` is their role; `self` confirms that the admin means themselves. */
const about = {
  person: z.string().max(100),
  seen: z.enum(staffRoles),
  self: z.preprocess((ticked) => ticked === 'on' || ticked === true, z.boolean()),
}

export const roleFormSchema = z.object({ ...about, role })
export const resetPasskeysFormSchema = z.object({ person: about.person })
export const dismissFormSchema = z.object(about)

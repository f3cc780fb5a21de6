import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'

/** Every person of the staff, in the order of their addresses. */
export async function listStaff(read: Reader) {
  return read
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      timeZone: users.timeZone,
      role: staff.role,
    })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .orderBy(users.emailKey)
}

/** `timeZone`: their own, where they have chosen one. */
export type StaffRecipient = { to: string; locale: Locale; timeZone: string | null }

/** Where mail to staff goes: to the address in the settings, else, or where it bounces, to all staff (notices.md, Routing). */
export async function listStaffRecipients(read: Reader): Promise<StaffRecipient[]> {
  const { staffAddress } = await readSettings(read)
  if (staffAddress && !(await findMarks(read, [staffAddress])).size)
    return [{ to: staffAddress, locale: 'en', timeZone: null }]
  const all = await listStaff(read)
  return all.map(({ email, locale, timeZone }) => ({ to: email, locale: locale ?? 'en', timeZone }))
}

import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { Locale } from '#/lib/locale.ts'
import { findMarks } from '#/lib/notices/marks.ts'
import { readSettings } from '#/lib/settings/queries.ts'

/** Every person of the staff, in the order of their addresses. */
export async function listStaff(read: Reader) {
  return read
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      role: staff.role,
    })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .orderBy(users.emailKey)
}

/** Where mail to staff goes: to the address in the settings, else, or where its mail comes back, to all staff (notices.md, Routing). */
export async function listStaffRecipients(read: Reader): Promise<{ to: string; locale: Locale }[]> {
  const { staffAddress } = await readSettings(read)
  if (staffAddress && !(await findMarks(read, [staffAddress])).size)
    return [{ to: staffAddress, locale: 'en' }]
  return (await listStaff(read)).map(({ email, locale }) => ({ to: email, locale: locale ?? 'en' }))
}

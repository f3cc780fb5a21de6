import { eq } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** Whether `STAFF_EMAILS` has the address with this key: each start makes its reader an admin. */
export function isInStaffEmails(key: string): boolean {
  return env.STAFF_EMAILS.some((email) => addressKey(email.trim()) === key)
}

/** All staff in the order of their addresses. */
export async function listStaff(read: Reader) {
  return read
    .select({ userId: users.id, ...pick(users, 'email', 'name', 'locale', 'timeZone'), role: staff.role })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .orderBy(users.emailKey)
}

/** `timeZone`: their own, if they chose one. */
type StaffRecipient = { to: string; locale: Locale; timeZone: string | null }

/**
 * The recipients of mail to staff: the address in the settings, or all staff if there is none or it bounces (notices.md,
 * Routing).
 */
export async function listStaffRecipients(read: Reader): Promise<StaffRecipient[]> {
  const { staffAddress } = await readSettings(read)
  if (staffAddress && !(await findMarks(read, [staffAddress])).size)
    return [{ to: staffAddress, locale: 'en', timeZone: null }]
  const all = await listStaff(read)
  return all.map(({ email, locale, timeZone }) => ({ to: email, locale: locale ?? 'en', timeZone }))
}

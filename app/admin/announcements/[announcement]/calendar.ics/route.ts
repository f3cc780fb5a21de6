import { getLocale } from 'next-intl/server'
import { calendarResponse } from '#/app/calendar-response.ts'
import { defineFile } from '#/app/define-file.ts'
import { env } from '#/env.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { textsFor } from '#/lib/notices/announcements/policy.ts'
import { calendarOfDraft } from '#/lib/notices/announcements/preview.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'

/** The calendar file of an announcement with a window, for staff. */
export const GET = defineFile(
  '/admin/announcements/[announcement]/calendar.ics',
  staff,
  async ({ grant, store, params: { announcement: id } }) => {
    const found = await findAnnouncement(store.read, grant, id)
    const link = `${env.APP_URL}/admin/announcements/${id}`
    return calendarResponse(found && calendarOfDraft(found, textsFor(found.texts, await getLocale()), link))
  },
)

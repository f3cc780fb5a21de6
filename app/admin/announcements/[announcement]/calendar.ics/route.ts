import { getLocale } from 'next-intl/server'
import { answerCalendar } from '#/app/answer-calendar.ts'
import { defineFile } from '#/app/define-file.ts'
import { env } from '#/env.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { wordsFor } from '#/lib/notices/announcements/policy.ts'
import { calendarOfDraft } from '#/lib/notices/announcements/preview.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

type Context = RouteContext<'/admin/announcements/[announcement]/calendar.ics'>

/** The calendar file of an announcement with a window, for staff. */
export const GET = defineFile(async (_request: Request, { params }: Context) => {
  const grant = await requireStaff()
  const { announcement: id } = await params
  const found = await findAnnouncement((await getStore()).read, grant, id)
  const link = `${env.APP_URL}/admin/announcements/${id}`
  return answerCalendar(found && calendarOfDraft(found, wordsFor(found.texts, await getLocale()), link))
})

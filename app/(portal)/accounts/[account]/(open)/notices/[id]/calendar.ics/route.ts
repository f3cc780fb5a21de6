import { getLocale } from 'next-intl/server'
import { answerCalendar } from '#/app/answer-calendar.ts'
import { defineFile } from '#/app/define-file.ts'
import { env } from '#/env.ts'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { inLanguage } from '#/lib/notices/notice/shown.ts'
import { calendarOf } from '#/lib/notices/notice/window.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

type Context = RouteContext<'/accounts/[account]/notices/[id]/calendar.ics'>

/** The calendar file of an announcement with a window, as in its mail. */
export const GET = defineFile(async (_request: Request, { params }: Context) => {
  const { id, ...given } = await params
  const grant = await memberAt(`notices/${id}`)(given)
  const view = await findNotice((await getStore()).read, grant, id)
  const link = `${env.APP_URL}${grant.base}/notices/${id}`
  return answerCalendar(view && calendarOf(inLanguage(view.notice, await getLocale()), link))
})

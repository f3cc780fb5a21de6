import { getLocale } from 'next-intl/server'
import { calendarResponse } from '#/app/calendar-response.ts'
import { defineFile } from '#/app/define-file.ts'
import { env } from '#/env.ts'
import { memberAt } from '#/lib/accounts/access/require.ts'
import { inLanguage } from '#/lib/notices/notice/shown.ts'
import { calendarOf } from '#/lib/notices/notice/window.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'

/** The calendar file of an announcement with a window, as in its mail. */
export const GET = defineFile(
  '/accounts/[account]/notices/[id]/calendar.ics',
  (params) => memberAt(`notices/${params.id}`)(params),
  async ({ grant, store, params }) => {
    const view = await findNotice(store.read, grant, params.id)
    const link = `${env.APP_URL}${grant.base}/notices/${params.id}`
    return calendarResponse(view && calendarOf(inLanguage(view.notice, await getLocale()), link))
  },
)

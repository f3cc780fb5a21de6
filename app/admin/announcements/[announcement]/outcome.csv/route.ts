import { defineFile } from '#/app/define-file.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { streamAnnouncementCsv } from '#/lib/notices/announcements/export.ts'
import { answerCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

type Context = RouteContext<'/admin/announcements/[announcement]/outcome.csv'>

/** Exports the outcome at each account. Not part of the API: it needs a session. */
export const GET = defineFile(async (_: Request, { params }: Context) => {
  const grant = await requireStaff()
  const { read } = await getStore()
  return answerCsv('outcome.csv', await streamAnnouncementCsv(read, grant, (await params).announcement))
})

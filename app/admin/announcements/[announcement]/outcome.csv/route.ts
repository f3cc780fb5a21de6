import { defineFile } from '#/app/define-file.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { streamAnnouncementCsv } from '#/lib/notices/announcements/export.ts'
import { csvResponse } from '#/lib/platform/lists/write.ts'

export const GET = defineFile(
  '/admin/announcements/[announcement]/outcome.csv',
  staff,
  async ({ grant, store, params }) =>
    csvResponse('outcome.csv', await streamAnnouncementCsv(store.read, grant, params.announcement)),
)

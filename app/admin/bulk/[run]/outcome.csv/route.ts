import { defineFile } from '#/app/define-file.ts'
import { streamBulkOutcomeCsv } from '#/lib/admin/bulk/export.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { csvResponse } from '#/lib/platform/lists/write.ts'

export const GET = defineFile('/admin/bulk/[run]/outcome.csv', staff, async ({ grant, store, params }) =>
  csvResponse('outcome.csv', await streamBulkOutcomeCsv(store.read, grant, params.run)),
)

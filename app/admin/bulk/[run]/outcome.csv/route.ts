import type { NextRequest } from 'next/server'
import { defineFile } from '#/app/define-file.ts'
import { streamBulkOutcomeCsv } from '#/lib/admin/bulk/export.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Exports what came of each account. Not part of the API: it needs a session. */
export const GET = defineFile(async (_: NextRequest, { params }: { params: Promise<{ run: string }> }) => {
  const grant = await requireStaff()
  const { read } = await getStore()
  return answerCsv('outcome.csv', await streamBulkOutcomeCsv(read, grant, (await params).run))
})

import { defineFile } from '#/app/admin/define-file.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { listIntegrationTypes } from '#/lib/accounts/admin-queries.ts'
import { answerCsv, streamCsv } from '#/lib/csv/write.ts'
import { listTemplateRows, templateHeader } from '#/lib/imports/files.ts'
import { getStore } from '#/lib/store.ts'

/** A file to fill in. */
export const GET = defineFile(async () => {
  await requireStaff('admin')
  const [type] = await listIntegrationTypes((await getStore()).read)
  async function* pages() {
    yield listTemplateRows(type?.id ?? '')
  }
  return answerCsv('accounts.csv', streamCsv(templateHeader, pages()))
})

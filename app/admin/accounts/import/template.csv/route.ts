import { defineFile } from '#/app/admin/define-file.ts'
import { requireStaff } from '#/lib/accounts/access/require.ts'
import { listIntegrationTypes } from '#/lib/admin/accounts/admin-queries.ts'
import { listTemplateRows, templateHeader } from '#/lib/changes/imports/files.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** A file to fill in. */
export const GET = defineFile(async () => {
  await requireStaff('admin')
  const [type] = await listIntegrationTypes((await getStore()).read)
  async function* pages() {
    yield listTemplateRows(type?.id ?? '')
  }
  return answerCsv('accounts.csv', streamCsv(templateHeader, pages()))
})

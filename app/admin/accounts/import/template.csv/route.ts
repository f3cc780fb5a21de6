import { defineFile } from '#/app/define-file.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { listTemplateRows, templateHeader } from '#/lib/changes/imports/files.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** An empty file to fill in. Not part of the API: it needs a session. */
export const GET = defineFile(async () => {
  await requireStaff('admin')
  const [type] = await listIntegrationTypes((await getStore()).read)
  async function* pages() {
    yield listTemplateRows(type?.id ?? '')
  }
  return answerCsv('accounts.csv', streamCsv(templateHeader, pages()))
})

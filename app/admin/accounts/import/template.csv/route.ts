import { defineFile } from '#/app/admin/define-file.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { listTemplateRows, templateHeader } from '#/lib/changes/imports/files.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** A file to fill in. No operation of the API: it is opened by a session. */
export const GET = defineFile(async () => {
  await requireStaff('admin')
  const [type] = await listIntegrationTypes((await getStore()).read)
  async function* pages() {
    yield listTemplateRows(type?.id ?? '')
  }
  return answerCsv('accounts.csv', streamCsv(templateHeader, pages()))
})

import { defineFile } from '#/app/define-file.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { listTemplateRows, templateHeader } from '#/lib/changes/imports/files.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'

/** An empty file to fill in. */
export const GET = defineFile('/admin/accounts/import/template.csv', admin, async ({ store }) => {
  const [type] = await listIntegrationTypes(store.read)
  async function* pages() {
    yield listTemplateRows(type?.id ?? '')
  }
  return answerCsv('accounts.csv', streamCsv(templateHeader, pages()))
})

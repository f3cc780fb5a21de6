import { defineFile } from '#/app/define-file.ts'
import { importColumns } from '#/db/words/imports.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { csvResponse, streamCsv } from '#/lib/platform/lists/write.ts'

/** A file to fill in, with two example accounts. */
export const GET = defineFile('/admin/accounts/import/template.csv', admin, async ({ store }) => {
  const [type] = await listIntegrationTypes(store.read)
  async function* pages() {
    const id = type?.id ?? ''
    yield [
      ['Clinica Aurora', 'clinica-aurora', id, 'it', 'giulia@clinica-aurora.example', ''],
      ['North Clinic', '', id, 'en', 'owner@north-clinic.example', 'it'],
    ]
  }
  return csvResponse('accounts.csv', streamCsv(importColumns, pages()))
})

import { getLocale, getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { formatFault } from '#/lib/changes/imports/file-fault.ts'
import { findImport, streamFaulty } from '#/lib/changes/imports/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { csvResponse, streamCsv } from '#/lib/platform/lists/write.ts'

export const GET = defineFile(
  '/admin/accounts/import/[import]/faults.csv',
  admin,
  async ({ grant, store: { read }, params }) => {
    const { import: found } = await findImport(read, grant, params.import)
    const imports = await getTranslations('imports')
    const contacts = await getTranslations('contacts')
    const locale = await getLocale()
    const types = (await listIntegrationTypes(read)).map((type) => nameType(type, locale))
    const header = (['line', 'column', 'value', 'reason'] as const).map((name) =>
      imports(`faultHeader.${name}`),
    )
    async function* pages() {
      for await (const page of streamFaulty(read, grant, found.id))
        yield page.flatMap(({ row }) =>
          (row.values.faults ?? []).map((fault) => {
            const reason = formatFault({ imports, contacts, types }, fault)
            return [row.line || '', fault.column, fault.value, reason]
          }),
        )
    }
    return csvResponse('faults.csv', streamCsv(header, pages()))
  },
)

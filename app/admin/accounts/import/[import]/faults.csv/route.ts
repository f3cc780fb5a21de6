import { getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import { formatFault } from '#/lib/changes/imports/file-fault.ts'
import { listFaultCells } from '#/lib/changes/imports/files.ts'
import { findImport, streamFaulty } from '#/lib/changes/imports/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'

/** Exports a file's faults in the reader's language. */
export const GET = defineFile(
  '/admin/accounts/import/[import]/faults.csv',
  admin,
  async ({ grant, store: { read }, params }) => {
    const { import: found } = await findImport(read, grant, params.import)
    const imports = await getTranslations('imports')
    const contacts = await getTranslations('contacts')
    const header = (['line', 'column', 'value', 'reason'] as const).map((name) =>
      imports(`faultHeader.${name}`),
    )
    const pages = listFaultCells(streamFaulty(read, grant, found.id), (fault) =>
      formatFault({ imports, contacts }, fault),
    )
    return answerCsv('faults.csv', streamCsv(header, pages))
  },
)

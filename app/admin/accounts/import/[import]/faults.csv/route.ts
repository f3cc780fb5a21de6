import type { NextRequest } from 'next/server'
import { getTranslations } from 'next-intl/server'
import { defineFile } from '#/app/define-file.ts'
import { formatFault } from '#/lib/changes/imports/file-fault.ts'
import { listFaultCells } from '#/lib/changes/imports/files.ts'
import { findImport, streamFaulty } from '#/lib/changes/imports/queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerCsv, streamCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Exports a file's faults in the reader's language. Not part of the API: it needs a session. */
export const GET = defineFile(
  async (_: NextRequest, { params }: RouteContext<'/admin/accounts/import/[import]/faults.csv'>) => {
    const grant = await requireStaff('admin')
    const { read } = await getStore()
    const { import: found } = await findImport(read, grant, (await params).import)
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

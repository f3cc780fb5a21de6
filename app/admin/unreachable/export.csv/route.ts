import { defineFile, refuseHead } from '#/app/define-file.ts'
import { exportUnreachable } from '#/lib/admin/unreachable/export.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { exportResponse } from '#/lib/platform/lists/write.ts'

export const GET = defineFile('/admin/unreachable/export.csv', staff, async ({ grant, store, query }) => {
  const { why: reason } = unreachableAccounts.read(query)
  return exportResponse('unreachable', await exportUnreachable(store, grant, reason))
})

export const HEAD = refuseHead

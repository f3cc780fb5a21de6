import { defineFile, refuseHead } from '#/app/define-file.ts'
import { parseAccountView } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { exportAccounts } from '#/lib/admin/accounts/export.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { exportResponse } from '#/lib/platform/lists/write.ts'

export const GET = defineFile('/admin/accounts/export.csv', staff, async ({ grant, store, query }) => {
  const filters = parseAccountView(query, await listIntegrationTypes(store.read))
  return exportResponse('accounts', await exportAccounts(store, grant, filters))
})

export const HEAD = refuseHead

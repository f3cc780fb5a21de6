import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/define-file.ts'
import { parseAccountView } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { exportAccounts } from '#/lib/admin/accounts/export.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { toQuery } from '#/lib/platform/lists/define-list.ts'
import { answerExport } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Exports all accounts that match the page's filters. Not part of the API: it needs a session. */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const store = await getStore()
  const types = await listIntegrationTypes(store.read)
  const filters = parseAccountView(toQuery(request.nextUrl.searchParams), types)
  return answerExport('accounts', await exportAccounts(store, grant, filters))
}

export const HEAD = refuseHead

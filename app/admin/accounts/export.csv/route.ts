import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/admin/define-file.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { parseView } from '#/lib/admin/accounts/account-view.ts'
import { exportAccounts } from '#/lib/admin/accounts/export.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerCsv } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** All accounts that the page of the same address finds. No operation of the API: it is opened by a session. */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const store = await getStore()
  const types = await listIntegrationTypes(store.read)
  const { filters } = parseView(
    Object.fromEntries(request.nextUrl.searchParams),
    types.map(({ id }) => id),
  )
  const day = new Date(now()).toISOString().slice(0, 10)
  return answerCsv(`accounts-${day}.csv`, await exportAccounts(store, grant, filters))
}

export const HEAD = refuseHead

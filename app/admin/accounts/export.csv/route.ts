import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/admin/define-file.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { readView } from '#/lib/accounts/account-view.ts'
import { listIntegrationTypes } from '#/lib/accounts/admin-queries.ts'
import { exportAccounts } from '#/lib/accounts/export.ts'
import { now } from '#/lib/clock.ts'
import { answerCsv } from '#/lib/csv/write.ts'
import { getStore } from '#/lib/store.ts'

/** All accounts that the page of the same address finds. */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const store = await getStore()
  const types = await listIntegrationTypes(store.read)
  const { filters } = readView(
    Object.fromEntries(request.nextUrl.searchParams),
    types.map(({ id }) => id),
  )
  const day = new Date(now()).toISOString().slice(0, 10)
  return answerCsv(`accounts-${day}.csv`, await exportAccounts(store, grant, filters))
}

export const HEAD = refuseHead

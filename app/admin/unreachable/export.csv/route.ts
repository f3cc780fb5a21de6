import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/define-file.ts'
import { exportUnreachable } from '#/lib/admin/unreachable/export.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { answerExport } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Exports all accounts that the page lists. Not part of the API: it needs a session. */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const { why: reason } = unreachableAccounts.read(Object.fromEntries(request.nextUrl.searchParams))
  return answerExport('unreachable', await exportUnreachable(await getStore(), grant, reason))
}

export const HEAD = refuseHead

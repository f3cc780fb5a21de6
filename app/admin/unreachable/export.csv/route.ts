import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/admin/define-file.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { now } from '#/lib/clock.ts'
import { answerCsv } from '#/lib/csv/write.ts'
import { getStore } from '#/lib/store.ts'
import { exportUnreachable } from '#/lib/unreachable/export.ts'
import { readUnreachableView } from '#/lib/unreachable/view.ts'

/** All accounts that the page of the same address lists. */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const { reason } = readUnreachableView(Object.fromEntries(request.nextUrl.searchParams))
  const day = new Date(now()).toISOString().slice(0, 10)
  return answerCsv(`unreachable-${day}.csv`, await exportUnreachable(await getStore(), grant, reason))
}

export const HEAD = refuseHead

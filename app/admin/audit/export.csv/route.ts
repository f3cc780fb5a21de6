import type { NextRequest } from 'next/server'
import { refuseHead } from '#/app/define-file.ts'
import { exportAudit } from '#/lib/admin/audit/export.ts'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { resolveAuditView } from '#/lib/admin/audit/question.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { answerExport } from '#/lib/platform/lists/write.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/**
 * Exports the audit log with the page's filters. An invalid filter leads back to the page, which explains it. Not part
 * of the API: it needs a session.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const grant = await requireStaff()
  const store = await getStore()
  const view = auditLog.read(Object.fromEntries(request.nextUrl.searchParams))
  const { filter, problems } = await resolveAuditView(store.read, grant, view, await currentTimeZone())
  if (problems.length > 0)
    return new Response(null, { status: 303, headers: { location: auditLog.href(view) } })
  return answerExport('audit', await exportAudit(store, grant, filter))
}

export const HEAD = refuseHead

import { defineFile, refuseHead } from '#/app/define-file.ts'
import { exportAudit } from '#/lib/admin/audit/export.ts'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { resolveAuditView } from '#/lib/admin/audit/resolve-view.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { exportResponse } from '#/lib/platform/lists/write.ts'

/** Exports the audit log with the page's filters. An invalid filter leads back to the page, which explains it. */
export const GET = defineFile('/admin/audit/export.csv', staff, async ({ grant, store, query }) => {
  const view = auditLog.read(query)
  const { filter, problems } = await resolveAuditView(store.read, grant, view, await currentTimeZone())
  if (problems.length > 0)
    return new Response(null, { status: 303, headers: { location: auditLog.href(view) } })
  return exportResponse('audit', await exportAudit(store, grant, filter))
})

export const HEAD = refuseHead

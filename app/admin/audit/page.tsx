import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AuditFilter } from '#/components/audit/audit-filter.tsx'
import { AuditTable } from '#/components/audit/audit-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Pager } from '#/components/shell/paged-list.tsx'
import { PlainLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { emptyAuditPage, listAudit } from '#/lib/admin/audit/queries.ts'
import { resolveAuditView } from '#/lib/admin/audit/resolve-view.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

export default definePage('/admin/audit', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('audit')
  const format = await getFormatter()
  const view = auditLog.read(query)
  const after = auditLog.after(query)
  const { filter, problems } = await resolveAuditView(read, grant, view, await currentTimeZone())
  const page = problems.length > 0 ? emptyAuditPage : await listAudit(read, grant, filter, after)
  const empty = auditLog.isFiltered(view) || after ? ('none' as const) : ('empty' as const)
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        problems.length > 0 ? null : (
          <PlainLink download href={auditLog.href(view, null, '/admin/audit/export.csv')}>
            {t('export')}
          </PlainLink>
        )
      }
    >
      <AuditFilter view={view} problems={problems} />
      {page.entries.length > 0 ? (
        <>
          <AuditTable entries={page.entries} types={page.types} />
          <ZoneNote />
        </>
      ) : page.lookedBackTo === null ? (
        <EmptyState icon="search" title={t(`${empty}.title`)}>
          {t(`${empty}.text`)}
        </EmptyState>
      ) : null}
      {page.lookedBackTo === null ? null : (
        <p role="status">
          {t('lookedBack', {
            at: format.dateTime(page.lookedBackTo, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </p>
      )}
      <Pager
        list={auditLog}
        view={view}
        after={after}
        next={page.next}
        words={{ first: t('first'), ...(page.lookedBackTo !== null && { next: t('further') }) }}
      />
    </Page>
  )
})

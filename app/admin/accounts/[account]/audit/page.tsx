import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { AuditTable } from '#/components/audit/audit-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { listAudit } from '#/lib/admin/audit/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { parseTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/audit', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const audit = await getTranslations('audit')
  const after = parseTimeCursor(query.after)
  const { entries, types, next } = await listAudit(read, grant, { account: account.id }, after)
  const path = `${page}/audit`
  return (
    <AccountFrame {...frame} tab="audit">
      <p className="text-muted">
        {t.rich('audit.lead', {
          all: (words) => <Link href={auditLog.href({ account: account.slug })}>{words}</Link>,
        })}
      </p>
      {entries.length > 0 ? (
        <>
          <AuditTable entries={entries} types={types} accountHidden />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="clock" title={audit('empty.title')}>
          {audit('empty.text')}
        </EmptyState>
      )}
      <Pager
        first={after && { href: path, label: t('pages.newest') }}
        next={next && { href: auditLog.href({}, next, path), label: t('pages.older') }}
      />
    </AccountFrame>
  )
})

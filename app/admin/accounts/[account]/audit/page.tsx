import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { AuditTable } from '#/components/audit/audit-table.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { Link } from '#/components/ui/link.tsx'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { listAudit } from '#/lib/admin/audit/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/audit', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const audit = await getTranslations('audit')
  const list = listByTime(`${page}/audit`)
  const after = list.after(query)
  const { entries, types, next } = await listAudit(read, grant, { account: account.id }, after)
  return (
    <AccountFrame {...frame} tab="audit">
      <p className="text-muted">
        {t.rich('audit.lead', {
          all: (words) => <Link href={auditLog.href({ account: account.slug })}>{words}</Link>,
        })}
      </p>
      <PagedList
        list={list}
        rows={entries}
        after={after}
        next={next}
        words={{ first: t('pages.newest'), next: t('pages.older') }}
        empty={{ icon: 'clock', title: audit('empty.title'), text: audit('empty.text') }}
      >
        <AuditTable entries={entries} types={types} accountHidden />
      </PagedList>
    </AccountFrame>
  )
})

import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { CaseSearch } from '#/components/cases/case-search.tsx'
import { CaseTable } from '#/components/cases/case-table.tsx'
import { accountCases } from '#/lib/cases/lists.ts'
import { listCases } from '#/lib/cases/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/cases', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.cases')
  const after = accountCases.after(query)
  const view = accountCases.read(query)
  const right = { staff: grant, accountId: account.id }
  const { cases, next, refused } = await findOrRefuse(() => listCases(read, right, after, view), {
    cases: [],
    next: null,
  })
  const found = await getTranslations('cases.search')
  const none = view.search
    ? { title: found('none'), text: found('noneText') }
    : { title: t('none'), text: t('noneText') }
  return (
    <AccountFrame {...frame} tab="cases">
      {cases.length > 0 || view.search ? <CaseSearch view={view} path={`${page}/cases`} /> : null}
      {refused ?? (
        <CaseTable
          base="/admin/cases"
          list={`${page}/cases`}
          view={view}
          cases={cases}
          after={after}
          next={next}
          empty={{ icon: 'speech', ...none }}
        />
      )}
    </AccountFrame>
  )
})

import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { CaseTable } from '#/components/cases/case-table.tsx'
import { accountCases } from '#/lib/cases/lists.ts'
import { listCases } from '#/lib/cases/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/cases', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.cases')
  const after = accountCases.after(query)
  const right = { staff: grant, accountId: account.id }
  const { cases, next } = await listCases(read, right, after)
  return (
    <AccountFrame {...frame} tab="cases">
      <CaseTable
        base="/admin/cases"
        list={`${page}/cases`}
        cases={cases}
        after={after}
        next={next}
        empty={{ icon: 'speech', title: t('none'), text: t('noneText') }}
      />
    </AccountFrame>
  )
})

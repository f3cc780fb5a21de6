import { redirect } from 'next/navigation'
import { definePage } from '#/app/define-page.tsx'
import { findNamedAccounts } from '#/lib/accounts/reachability/reachables.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { bulkActions, bulkPaths, readSelection } from '#/lib/admin/bulk/list.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

/** Leads from the selection's form to the page of the chosen action. */
export default definePage('/admin/bulk/new', staff, async ({ read, query }) => {
  const action = bulkActions.find((one) => one === query.do)
  const filters = readSelection(query)
  const [only = '', ...others] = filters.only ?? []
  const alone = others.length === 0 ? (await findNamedAccounts(read, [only])).get(only) : undefined
  if (action === 'case' && alone?.closedAt === null) redirect(`/admin/accounts/${only}/cases/new`)
  redirect(action ? accountFilters.href(filters, null, bulkPaths[action]) : '/admin/accounts')
})

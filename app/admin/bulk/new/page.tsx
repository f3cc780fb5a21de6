import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { bulkActions, bulkPaths, readSelection } from '#/lib/admin/bulk/list.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findNamedAccounts } from '#/lib/notices/routing/reach.ts'

/** Redirects the selection's form to the page of the chosen action; shows a message if nothing is selected. */
export default definePage('/admin/bulk/new', staff, async ({ read, query }) => {
  const { view, chosen } = readSelection(query)
  const action = bulkActions.find((one) => one === query.do)
  if (chosen === null) return <NothingSelected table={accountFilters.href(view)} />
  const [only = '', ...others] = chosen.only ?? []
  const alone = others.length === 0 ? (await findNamedAccounts(read, [only])).get(only) : undefined
  if (action === 'case' && alone?.closedAt === null) redirect(`/admin/accounts/${only}/cases/new`)
  redirect(action ? accountFilters.href(chosen, null, bulkPaths[action]) : '/admin/accounts')
})

async function NothingSelected({ table }: { table: string }) {
  const t = await getTranslations('bulk.nothing')
  const accounts = await getTranslations('adminAccounts')
  return (
    <Page title={t('title')} parent={{ href: '/admin/accounts', name: accounts('title') }}>
      <EmptyState
        icon="people"
        title={t('none')}
        action={
          <ButtonLink variant="primary" href={table}>
            {t('back')}
          </ButtonLink>
        }
      >
        {t('text')}
      </EmptyState>
    </Page>
  )
}

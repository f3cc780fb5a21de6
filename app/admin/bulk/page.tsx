import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { RunTable } from '#/components/bulk/run-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { bulkRunList } from '#/lib/admin/bulk/list.ts'
import { listRuns } from '#/lib/admin/bulk/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export default definePage('/admin/bulk', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('bulk')
  const accounts = await getTranslations('admin.accounts')
  const after = bulkRunList.after(query)
  const { runs, next } = await listRuns(read, grant, after)
  return (
    <Page
      title={t('title')}
      parent={{ href: '/admin/accounts', name: accounts('title') }}
      description={t('lead')}
    >
      <PagedList
        list={bulkRunList}
        rows={runs}
        after={after}
        next={next}
        empty={{ icon: 'people', title: t('none'), text: t('noneText') }}
      >
        <RunTable runs={runs} />
      </PagedList>
    </Page>
  )
})

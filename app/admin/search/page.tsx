import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { FoundGroups } from '#/components/palette/found-groups.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { maxSearchLength } from '#/lib/accounts/search/list.ts'
import { searchPage } from '#/lib/admin/palette/search.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findGroups } from './groups.ts'

export default definePage('/admin/search', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('palette')
  const view = searchPage.read(query)
  const { text } = view
  const { groups, refused } = await findOrRefuse(
    async () => ({ groups: await findGroups(read, grant, text) }),
    { groups: [] },
  )
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <Page
      title={t('title')}
      name={text ? t('of', { text }) : t('title')}
      description={t('lead')}
      actions={<Link href="/admin/search/keys">{t('keys.title')}</Link>}
    >
      <FilterForm
        list={searchPage}
        view={view}
        label={t('title')}
        apply={t('find')}
        fields={[{ name: 'text', label: t('field'), longest: maxSearchLength }]}
      />
      {refused ??
        (text ? (
          <p role="status" className="font-medium tabular-nums">
            {count > 0 ? t('said', { count }) : t('none')}
          </p>
        ) : null)}
      <FoundGroups groups={groups} />
    </Page>
  )
})

import { getTranslations } from 'next-intl/server'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { FoundGroups } from '#/components/palette/found-groups.tsx'
import { AccountPage, type AccountPageProps } from '../../account-page.tsx'
import { findOwnGroups, ownSearch } from './groups.ts'

/** The search of a partner as a page: the same results without JavaScript. */
export async function renderSearch({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('palette')
  const view = ownSearch.read(query)
  const { groups, refused } = await findOrRefuse(
    async () => ({ groups: await findOwnGroups(read, grant, view.text) }),
    { groups: [] },
  )
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <AccountPage grant={grant} title={t('title')} description={t('own.lead')}>
      <FilterForm
        list={ownSearch}
        view={view}
        path={`${grant.base}/search`}
        label={t('title')}
        apply={t('find')}
        fields={[{ name: 'text', label: t('field'), longest: 100 }]}
      />
      {refused ??
        (view.text ? (
          <p role="status" className="font-medium tabular-nums">
            {count > 0 ? t('said', { count }) : t('own.none')}
          </p>
        ) : null)}
      <FoundGroups groups={groups} />
    </AccountPage>
  )
}

import { getTranslations } from 'next-intl/server'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { accountCases, type CasesView, maxCaseSearchLength } from '#/lib/cases/lists.ts'

export async function CaseSearch({ view, path }: { view: CasesView; path: string }) {
  const t = await getTranslations('cases.search')
  return (
    <FilterForm
      list={accountCases}
      view={view}
      path={path}
      label={t('label')}
      apply={t('find')}
      clear={t('clear')}
      fields={[{ name: 'search', label: t('text'), longest: maxCaseSearchLength }]}
    />
  )
}

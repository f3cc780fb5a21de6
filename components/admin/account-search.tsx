import { getTranslations } from 'next-intl/server'
import { AccountFilterFields } from '#/components/accounts/account-filter-fields.tsx'
import { FilterForm, FilterInputs } from '#/components/form/filter-form.tsx'
import { CheckboxGroup } from '#/components/ui/choice.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { NamedType } from '#/lib/accounts/search/filter-words.ts'
import { type AccountView, accountColumns, accountSorts, accountTable } from '#/lib/accounts/search/list.ts'

export async function AccountSearch({ view, types }: { view: AccountView; types: readonly NamedType[] }) {
  const t = await getTranslations('adminAccounts')
  const { columns } = view
  const sorts = accountSorts.flatMap((by) => [by, `-${by}` as const])
  return (
    <FilterForm
      list={accountTable}
      view={view}
      label={t('filters.label')}
      apply={t('filters.find')}
      clear={t('filters.clear')}
    >
      {(buttons) => (
        <AccountFilterFields filters={view} types={types} buttons={buttons}>
          <div className="has-[[open]]:w-full">
            <Disclosure
              summary={t('filters.look')}
              open={accountTable.chosen({ columns }).columns !== undefined}
            >
              <div className="flex flex-col gap-4">
                <CheckboxGroup
                  name="columns"
                  legend={t('filters.columns')}
                  inline
                  defaultValue={columns}
                  options={accountColumns.map((value) => ({ value, label: t(`columns.${value}`) }))}
                />
                <div className="self-start">
                  <FilterInputs
                    list={accountTable}
                    view={view}
                    fields={[
                      {
                        name: 'sort',
                        label: t('filters.sort'),
                        options: sorts.map((value) => ({ value, label: t(`sorts.${value}`) })),
                      },
                    ]}
                  />
                </div>
              </div>
            </Disclosure>
          </div>
        </AccountFilterFields>
      )}
    </FilterForm>
  )
}

import { getTranslations } from 'next-intl/server'
import { AccountFilterFields } from '#/components/accounts/account-filter-fields.tsx'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { CheckboxGroup } from '#/components/ui/choice.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { accountSorts, writeSort } from '#/lib/accounts/search/account-sort.ts'
import {
  type AccountView,
  accountColumns,
  defaultColumns,
  viewHref,
} from '#/lib/admin/accounts/account-view.ts'

type AccountSearchProps = { view: AccountView; types: readonly IntegrationType[] }

/** What the table shows, and in which order. It stands in the address, so that a view can be shared. */
export async function AccountSearch({ view, types }: AccountSearchProps) {
  const t = await getTranslations('adminAccounts')
  const { filters, sort, columns } = view
  const sorts = accountSorts.flatMap((by) => [by, `-${by}` as const])
  const isUsual = columns.join() === defaultColumns.join()
  return (
    <search aria-label={t('filters.label')}>
      <form method="get" action="/admin/accounts" className="flex flex-col gap-4">
        <AccountFilterFields filters={filters} types={types}>
          <div className="has-[[open]]:w-full">
            <Disclosure summary={t('filters.look')} open={!isUsual}>
              <div className="flex flex-col gap-4">
                <CheckboxGroup
                  name="columns"
                  legend={t('filters.columns')}
                  inline
                  defaultValue={columns}
                  options={accountColumns.map((value) => ({ value, label: t(`columns.${value}`) }))}
                />
                <div className="self-start">
                  <Field name="sort" label={t('filters.sort')}>
                    {(control) => (
                      <Select
                        {...control}
                        fit
                        defaultValue={writeSort(sort)}
                        options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
                      />
                    )}
                  </Field>
                </div>
              </div>
            </Disclosure>
          </div>
        </AccountFilterFields>
        <div className="flex flex-wrap items-center gap-3">
          <Button icon="search">{t('filters.find')}</Button>
          {Object.keys(filters).length > 0 ? (
            <ButtonLink variant="quiet" href={viewHref({ filters: {}, sort, columns })} prefetch={false}>
              {t('filters.clear')}
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  )
}

import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type FilterField, FilterForm, FilterInputs } from '#/components/form/filter-form.tsx'
import { CheckboxGroup, Choice } from '#/components/ui/choice.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Fieldset } from '#/components/ui/field.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import { formatFilters, type NamedType, nameTypes } from '#/lib/accounts/search/filter-words.ts'
import {
  type AccountFilters,
  type AccountFlag,
  type AccountView,
  accountColumns,
  accountFilters,
  accountFlags,
  accountSorts,
  accountTable,
  longestSearch,
  reachabilities,
} from '#/lib/accounts/search/list.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'

type AccountFilterFieldsProps = {
  filters: AccountFilters
  types: readonly NamedType[]
  /** The states to choose from: an audience allows only some. */
  flags?: readonly AccountFlag[]
  /** The form's buttons, for a form whose first filters share one line with them. */
  buttons?: ReactNode
  /** More content inside the section of further filters. */
  children?: ReactNode
}

/** The filter controls of the account table and of an audience. */
export async function AccountFilterFields(props: AccountFilterFieldsProps) {
  const { filters, types, flags = accountFlags, buttons, children } = props
  const t = await getTranslations('adminAccounts')
  const states = await getTranslations('common.states')
  const fieldNames = await listFieldNames(fieldIds)
  const { search: _, state: __, complete: ___, ...further } = filters
  const inputs = (fields: readonly FilterField<keyof AccountFilters>[]) => (
    <FilterInputs list={accountFilters} view={filters} fields={fields} grid />
  )
  return (
    <div className={`flex flex-col ${buttons ? 'gap-2' : 'gap-4'}`}>
      <div
        className={`grid items-end gap-4 sm:grid-cols-2 ${buttons ? 'lg:grid-cols-[minmax(8rem,1fr)_10rem_12.5rem_auto]' : 'xl:grid-cols-4'}`}
      >
        <div className={`sm:col-span-2 ${buttons ? 'lg:col-span-1' : ''}`}>
          {inputs([
            {
              name: 'search',
              label: t('filters.search'),
              ...(buttons ? { placeholder: t('filters.searchHint') } : { hint: t('filters.searchHint') }),
              longest: longestSearch,
            },
          ])}
        </div>
        {inputs([
          {
            name: 'state',
            label: t('filters.state'),
            any: t('filters.anyState'),
            options: integrationStates.map((value) => ({ value, label: states(value) })),
          },
          {
            name: 'complete',
            label: t('filters.complete'),
            any: t('filters.anyComplete'),
            options: [
              { value: 'yes', label: t('filters.completeYes') },
              { value: 'no', label: t('filters.completeNo') },
            ],
          },
        ])}
        {buttons}
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <div className="has-[[open]]:w-full">
          <Disclosure summary={t('filters.more')} open={accountFilters.isFiltered(further)}>
            <div className="flex flex-col gap-4">
              <div className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-3">
                {inputs([
                  {
                    name: 'type',
                    label: t('filters.type'),
                    any: t('filters.anyType'),
                    options: (await nameTypes(types)).map(({ id, name }) => ({ value: id, label: name })),
                  },
                  {
                    name: 'missing',
                    label: t('filters.missing'),
                    any: t('filters.anyMissing'),
                    options: fieldIds.map((value, place) => ({ value, label: fieldNames[place] ?? value })),
                  },
                  {
                    name: 'reach',
                    label: t('filters.reach'),
                    any: t('filters.anyReach'),
                    options: reachabilities.map((value) => ({ value, label: t(`reach.${value}`) })),
                  },
                ])}
              </div>
              <Fieldset id="flags" legend={t('filters.flags')}>
                <div className="flex flex-wrap gap-x-6">
                  {flags.map((flag) => (
                    <Choice
                      key={flag}
                      type="checkbox"
                      name={flag}
                      id={flag}
                      value="yes"
                      label={t(`flags.${flag}`)}
                      defaultChecked={filters[flag] === true}
                    />
                  ))}
                </div>
              </Fieldset>
            </div>
          </Disclosure>
        </div>
        {children}
      </div>
    </div>
  )
}

type AccountSearchProps = { view: AccountView; types: readonly NamedType[] }

/** The table's current filters, columns and order. */
export async function AccountSearch({ view, types }: AccountSearchProps) {
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
      folds
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

/** The current filters; each links to the view without it. */
export async function ActiveFilters({ view, types }: AccountSearchProps) {
  const t = await getTranslations('adminAccounts')
  const said = await formatFilters(view, types)
  if (said.length === 0) return null
  return (
    <ul aria-label={t('active')} className="flex min-w-0 flex-wrap gap-2">
      {said.map(({ name, text }) => {
        const { [name]: _, ...others } = view
        return (
          <li key={name} className="min-w-0">
            <Link
              href={accountTable.href(others)}
              className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border border-line bg-sunken px-3 text-ink text-small no-underline hover:border-control"
            >
              <span className="sr-only">{t('remove', { filter: text })}</span>
              <span aria-hidden="true" className="truncate" dir="auto">
                {text}
              </span>
              <Icon name="close" size="small" />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

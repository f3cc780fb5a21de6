import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type FilterField, FilterForm, FilterInputs } from '#/components/form/filter-form.tsx'
import { CheckboxGroup, Choice } from '#/components/ui/choice.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Fieldset } from '#/components/ui/field.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { formatFilters, type NamedType, nameChoices } from '#/lib/accounts/search/filter-words.ts'
import {
  type AccountFilters,
  type AccountFlag,
  type AccountView,
  accountColumns,
  accountFilters,
  accountFlags,
  accountSorts,
  accountTable,
  type FilterName,
  filtersAt,
  isChoice,
  listChosen,
  maxSearchLength,
} from '#/lib/accounts/search/list.ts'

type FieldName = ReturnType<typeof filtersAt<'first' | 'more'>>[number]

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
  const choicesOf = await nameChoices(types)
  const first: readonly FilterName[] = filtersAt('first')
  const fieldOf = (name: FieldName): FilterField<FieldName> => {
    const label = t(`filters.${name}.name`)
    if (isChoice(name)) return { name, label, any: t(`filters.${name}.any`), options: choicesOf(name) }
    const hint = t(`filters.${name}.hint`)
    return { name, label, ...(buttons ? { placeholder: hint } : { hint }), longest: maxSearchLength }
  }
  const input = (name: FieldName) => (
    <FilterInputs key={name} list={accountFilters} view={filters} fields={[fieldOf(name)]} grid />
  )
  return (
    <div className={`flex flex-col ${buttons ? 'gap-2' : 'gap-4'}`}>
      <div
        className={`grid items-end gap-4 sm:grid-cols-2 ${buttons ? 'lg:grid-cols-[minmax(8rem,1fr)_10rem_12.5rem_auto]' : 'xl:grid-cols-4'}`}
      >
        {filtersAt('first').map((name) =>
          isChoice(name) ? (
            input(name)
          ) : (
            <div key={name} className={`sm:col-span-2 ${buttons ? 'lg:col-span-1' : ''}`}>
              {input(name)}
            </div>
          ),
        )}
        {buttons}
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <div className="has-[[open]]:w-full">
          <Disclosure
            summary={t('filterForm.more')}
            open={listChosen(filters).some((name) => !first.includes(name))}
          >
            <div className="flex flex-col gap-4">
              <div className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-3">
                {filtersAt('more').map(input)}
              </div>
              <Fieldset id="flags" legend={t('filterForm.flags')}>
                <div className="flex flex-wrap gap-x-6">
                  {flags.map((flag) => (
                    <Choice
                      key={flag}
                      type="checkbox"
                      name={flag}
                      id={flag}
                      value="yes"
                      label={t(`filters.${flag}.name`)}
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
      label={t('filterForm.label')}
      apply={t('filterForm.find')}
      clear={t('filterForm.clear')}
      folds
    >
      {(buttons) => (
        <AccountFilterFields filters={view} types={types} buttons={buttons}>
          <div className="has-[[open]]:w-full">
            <Disclosure
              summary={t('filterForm.look')}
              open={accountTable.chosen({ columns }).columns !== undefined}
            >
              <div className="flex flex-col gap-4">
                <CheckboxGroup
                  name="columns"
                  legend={t('filterForm.columns')}
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
                        label: t('filterForm.sort'),
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
  const filters = await formatFilters(view, types)
  if (filters.length === 0) return null
  return (
    <ul aria-label={t('active')} className="flex min-w-0 flex-wrap gap-2">
      {filters.map(({ name, text }) => {
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

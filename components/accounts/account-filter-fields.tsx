import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Choice } from '#/components/ui/choice.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Field, Fieldset } from '#/components/ui/field.tsx'
import { Select, type SelectOption } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { integrationStates } from '#/db/words/accounts.ts'
import { fieldIds } from '#/db/words/contacts.ts'
import {
  type AccountFilters,
  type AccountFlag,
  accountFlags,
  longestSearch,
  reachabilities,
  toQuery,
} from '#/lib/accounts/search/account-filter.ts'
import { type NamedType, nameTypes } from '#/lib/accounts/search/filter-words.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'

type AccountFilterFieldsProps = {
  filters: AccountFilters
  types: readonly NamedType[]
  /** Whose name stands in those of some fields. */
  /** Those that can be chosen: all, but for an audience. */
  flags?: readonly AccountFlag[]
  /** What else unfolds beside the further filters. */
  children?: ReactNode
}

/** The controls of the accounts' filters, named as they stand in an address: for the table, and for choosing an audience. */
export async function AccountFilterFields(props: AccountFilterFieldsProps) {
  const { filters, types, flags = accountFlags, children } = props
  const t = await getTranslations('adminAccounts')
  const states = await getTranslations('common.states')
  const fieldNames = await listFieldNames(fieldIds)
  const chosen = toQuery(filters)
  const isNarrower = Boolean(
    filters.type || filters.missing || filters.reach || accountFlags.some((flag) => filters[flag]),
  )
  const select = (name: string, label: string, any: string, options: SelectOption[]) => (
    <Field name={name} label={label}>
      {(control) => (
        <Select
          {...control}
          defaultValue={chosen[name] ?? ''}
          options={[{ value: '', label: any }, ...options]}
        />
      )}
    </Field>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <div className="sm:col-span-2">
          <Field name="q" label={t('filters.search')} hint={t('filters.searchHint')}>
            {(control) => (
              <TextInput
                {...control}
                type="search"
                defaultValue={filters.search ?? ''}
                maxLength={longestSearch}
              />
            )}
          </Field>
        </div>
        {select(
          'state',
          t('filters.state'),
          t('filters.anyState'),
          integrationStates.map((value) => ({ value, label: states(value) })),
        )}
        {select('complete', t('filters.complete'), t('filters.anyComplete'), [
          { value: 'yes', label: t('filters.completeYes') },
          { value: 'no', label: t('filters.completeNo') },
        ])}
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <div className="has-[[open]]:w-full">
          <Disclosure summary={t('filters.more')} open={isNarrower}>
            <div className="flex flex-col gap-4">
              <div className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-3">
                {select(
                  'type',
                  t('filters.type'),
                  t('filters.anyType'),
                  (await nameTypes(types)).map(({ id, name }) => ({ value: id, label: name })),
                )}
                {select(
                  'missing',
                  t('filters.missing'),
                  t('filters.anyMissing'),
                  fieldIds.map((value, place) => ({ value, label: fieldNames[place] ?? value })),
                )}
                {select(
                  'reach',
                  t('filters.reach'),
                  t('filters.anyReach'),
                  reachabilities.map((value) => ({ value, label: t(`reach.${value}`) })),
                )}
              </div>
              <AccountFlagFields filters={filters} flags={flags} />
            </div>
          </Disclosure>
        </div>
        {children}
      </div>
    </div>
  )
}

type AccountFlagFieldsProps = { filters: AccountFilters; flags: readonly AccountFlag[] }

/** What else must hold for the accounts that are looked for, each a word of its own in the address. */
async function AccountFlagFields({ filters, flags }: AccountFlagFieldsProps) {
  const t = await getTranslations('adminAccounts')
  return (
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
  )
}

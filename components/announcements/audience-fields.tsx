import { getTranslations } from 'next-intl/server'
import { Choice } from '#/components/ui/choice.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Fieldset } from '#/components/ui/fieldset.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import {
  type AccountFilters,
  accountFlags,
  longestSearch,
  reachabilities,
} from '#/lib/accounts/account-filter.ts'
import { integrationStates } from '#/lib/accounts/schema.ts'
import { fieldIds } from '#/lib/contacts/schema.ts'
import { type NamedType, nameTypes } from './announcement-words.ts'

type AudienceFieldsProps = {
  filters: AccountFilters
  types: readonly NamedType[]
  programme: string
}

/** The controls of the filters of accounts, by the names that they have in an address. */
export async function AudienceFields({ filters, types, programme }: AudienceFieldsProps) {
  const t = await getTranslations('announcements.filters')
  const states = await getTranslations('common.states')
  const fields = await getTranslations('contacts.fields')
  const any = { value: '', label: t('any') }
  const { complete } = filters
  const selects = [
    {
      ...{ name: 'type', label: t('type'), value: filters.type },
      options: (await nameTypes(types)).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      ...{ name: 'state', label: t('state'), value: filters.state },
      options: integrationStates.map((value) => ({ value, label: states(value) })),
    },
    {
      ...{ name: 'complete', label: t('complete') },
      value: complete === undefined ? '' : complete ? 'yes' : 'no',
      options: [
        { value: 'yes', label: t('completeYes') },
        { value: 'no', label: t('completeNo') },
      ],
    },
    {
      ...{ name: 'missing', label: t('missing'), value: filters.missing },
      options: fieldIds.map((value) => ({ value, label: fields(`${value}.name`, { programme }) })),
    },
    {
      ...{ name: 'reach', label: t('reach'), value: filters.reach },
      options: reachabilities.map((value) => ({ value, label: t(`reachValues.${value}`) })),
    },
  ]
  return (
    <>
      <div className="grid items-end gap-5 sm:grid-cols-2 lg:grid-cols-3">
        <Field name="q" label={t('q')}>
          {(control) => (
            <TextInput
              {...control}
              type="search"
              defaultValue={filters.search ?? ''}
              maxLength={longestSearch}
            />
          )}
        </Field>
        {selects.map(({ name, label, value, options }) => (
          <Field key={name} name={name} label={label}>
            {(control) => <Select {...control} defaultValue={value ?? ''} options={[any, ...options]} />}
          </Field>
        ))}
      </div>
      <Fieldset id="flags" legend={t('flags')}>
        <div className="flex flex-wrap gap-x-6">
          {accountFlags.map((flag) => (
            <Choice
              key={flag}
              type="checkbox"
              name={flag}
              id={`flag-${flag}`}
              value="yes"
              label={t(`flag.${flag}`)}
              defaultChecked={filters[flag] === true}
            />
          ))}
        </div>
      </Fieldset>
    </>
  )
}

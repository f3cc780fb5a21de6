import { getLocale, getTranslations } from 'next-intl/server'
import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import {
  type AccountChoice,
  type AccountFilters,
  accountFilters,
  accountFlags,
  type FilterName,
  filtersAt,
  filterWords,
  isChoice,
  listChosen,
} from './list.ts'

/** An integration type with its names. */
export type NamedType = Pick<IntegrationType, 'id' | 'names'>

/** The integration types by their names in the reader's language. */
export async function nameTypes(types: readonly NamedType[]): Promise<{ id: string; name: string }[]> {
  const locale = await getLocale()
  return types.map((type) => ({ id: type.id, name: nameType(type, locale) }))
}

type OwnChoice = Exclude<AccountChoice, 'type' | 'state' | 'missing'>
type OwnWord = {
  [Name in OwnChoice]: `${Name}.options.${(typeof filterWords)[Name]['known'][number]}`
}[OwnChoice]

/** The values of each choice with their labels, in the order of its control. */
export async function nameChoices(types: readonly NamedType[]) {
  const t = await getTranslations('adminAccounts.filters')
  const states = await getTranslations('common.states')
  const fields = await listFieldNames(fieldIds)
  const named = await nameTypes(types)
  return (choice: AccountChoice): { value: string; label: string }[] => {
    if (choice === 'type') return named.map(({ id, name }) => ({ value: id, label: name }))
    if (choice === 'state') return integrationStates.map((value) => ({ value, label: states(value) }))
    if (choice === 'missing') return fieldIds.map((value, at) => ({ value, label: fields[at] ?? value }))
    const label = (value: string) => t(`${choice}.options.${value}` as OwnWord)
    return filterWords[choice].known.map((value) => ({ value, label: label(value) }))
  }
}

/** The filters in use as texts, in the order of their controls; empty for all accounts. */
export async function formatFilters(
  filters: AccountFilters,
  types: readonly NamedType[],
): Promise<{ name: FilterName; text: string }[]> {
  const t = await getTranslations('adminAccounts')
  const choicesOf = await nameChoices(types)
  const chosen: readonly FilterName[] = listChosen(filters)
  const fields = [...filtersAt('first'), ...filtersAt('more')].map((name) => {
    const { value } = accountFilters.control(name, filters)
    const choice = isChoice(name) ? choicesOf(name).find((one) => one.value === value) : undefined
    return { name, text: t('chip', { name: t(`filters.${name}.name`), value: choice?.label || value }) }
  })
  const flags = accountFlags.map((name) => ({ name, text: t(`filters.${name}.name`) }))
  const selected = { name: 'only' as const, text: t('selected', { count: filters.only?.length ?? 0 }) }
  return [...fields, selected, ...flags].filter(({ name }) => chosen.includes(name))
}

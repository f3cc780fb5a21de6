import { getLocale, getTranslations } from 'next-intl/server'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { type AccountFilters, accountFlags } from './list.ts'

/** An integration type with its names. */
export type NamedType = Pick<IntegrationType, 'id' | 'names'>

/** The integration types by their names in the reader's language. */
export async function nameTypes(types: readonly NamedType[]): Promise<{ id: string; name: string }[]> {
  const locale = await getLocale()
  return types.map((type) => ({ id: type.id, name: nameType(type, locale) }))
}

/** The filters in use as texts, in the order of their controls; empty for all accounts. */
export async function formatFilters(
  filters: AccountFilters,
  types: readonly NamedType[],
): Promise<{ name: keyof AccountFilters; text: string }[]> {
  const t = await getTranslations('adminAccounts')
  const states = await getTranslations('common.states')
  const { search, type, state, complete, missing, reach, only } = filters
  const typeName = (await nameTypes(types)).find(({ id }) => id === type)?.name || type
  const [field] = missing ? await listFieldNames([missing]) : []
  const chip = (name: 'search' | 'state' | 'complete' | 'type' | 'missing' | 'reach', value: string) => ({
    name,
    text: t('chip', { name: t(`filters.${name}`), value }),
  })
  return [
    search && chip('search', search),
    state && chip('state', states(state)),
    typeof complete === 'boolean' &&
      chip('complete', t(complete ? 'filters.completeYes' : 'filters.completeNo')),
    typeName && chip('type', typeName),
    field && chip('missing', field),
    reach && chip('reach', t(`reach.${reach}`)),
    only?.length && { name: 'only' as const, text: t('selected', { count: only.length }) },
    ...accountFlags.map((flag) => filters[flag] && { name: flag, text: t(`flags.${flag}`) }),
  ].filter((one) => typeof one === 'object' && one !== null)
}

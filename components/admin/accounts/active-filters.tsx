import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import { type AccountFilters, accountFlags } from '#/lib/accounts/account-filter.ts'
import { type AccountView, viewHref } from '#/lib/accounts/account-view.ts'
import type { IntegrationType } from '#/lib/accounts/queries.ts'
import { listFieldNames } from '#/lib/contacts/field-names.ts'

type ActiveFiltersProps = { view: AccountView; types: readonly IntegrationType[]; programme: string }

/** The filters in use, each a link to the same view without it. */
export async function ActiveFilters({ view, types, programme }: ActiveFiltersProps) {
  const t = await getTranslations('adminAccounts')
  const { filters, sort, columns } = view
  const said = await sayFilters(filters, types, programme)
  if (said.length === 0) return null
  return (
    <ul aria-label={t('active')} className="flex min-w-0 flex-wrap gap-2">
      {said.map(({ name, text }) => {
        const { [name]: _, ...others } = filters
        return (
          <li key={name} className="min-w-0">
            <Link
              href={viewHref({ filters: others, sort, columns })}
              prefetch={false}
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

type Said = { name: keyof AccountFilters; text: string }

async function sayFilters(
  filters: AccountFilters,
  types: readonly IntegrationType[],
  programme: string,
): Promise<Said[]> {
  const t = await getTranslations('adminAccounts')
  const states = await getTranslations('common.states')
  const locale = await getLocale()
  const { search, type, state, complete, missing, reach } = filters
  const known = types.find(({ id }) => id === type)
  const [field] = missing ? await listFieldNames([missing], programme) : []
  const chip = (name: keyof AccountFilters, label: string, value: string): Said => ({
    name,
    text: t('chip', { name: label, value }),
  })
  return [
    search && chip('search', t('filters.search'), search),
    state && chip('state', t('filters.state'), states(state)),
    complete !== undefined &&
      chip('complete', t('filters.complete'), t(complete ? 'filters.completeYes' : 'filters.completeNo')),
    type && chip('type', t('filters.type'), known ? (locale === 'it' ? known.nameIt : known.nameEn) : type),
    missing && chip('missing', t('filters.missing'), field ?? missing),
    reach && chip('reach', t('filters.reach'), t(`reach.${reach}`)),
    ...accountFlags.map((flag) => filters[flag] && { name: flag, text: t(`flags.${flag}`) }),
  ].filter((one) => typeof one === 'object')
}

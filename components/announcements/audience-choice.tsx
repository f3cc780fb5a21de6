import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AccountFilterFields } from '#/components/accounts/account-filters.tsx'
import { AudienceFound } from '#/components/accounts/audience-found.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { NamedType } from '#/lib/accounts/search/filter-words.ts'
import { type AccountFilters, accountFilters, audienceFlags } from '#/lib/accounts/search/list.ts'

type AudienceChoiceProps = {
  /** The page's own path, to which the filters submit. */
  path: string
  filters: AccountFilters
  types: readonly NamedType[]
  found: { count: number; more: boolean }
  /** What to do with the accounts found. */
  children: ReactNode
}

/**
 * Chooses accounts with the table's filters, kept in the address, and shows how many match. Of accounts that were selected
 * in the table it says how many they are.
 */
export async function AudienceChoice(props: AudienceChoiceProps) {
  const { path, filters, types, found, children } = props
  const t = await getTranslations('announcements.audience')
  const table = accountFilters.href(filters)
  if (filters.only?.length) {
    return (
      <>
        <Card title={t('chosen', { count: found.count })} description={t('chosenText')}>
          <ButtonRow>
            <ButtonLink href={table}>{t('look')}</ButtonLink>
            <ButtonLink href={`${path}?asked=yes`} variant="quiet">
              {t('byFilters')}
            </ButtonLink>
          </ButtonRow>
        </Card>
        <div>{children}</div>
      </>
    )
  }
  return (
    <>
      <Card title={t('filter')} description={t('filterText')}>
        <FilterForm list={accountFilters} view={filters} path={path} label={t('filter')} apply={t('show')}>
          <input type="hidden" name="asked" value="yes" />
          <AccountFilterFields filters={filters} types={types} flags={audienceFlags} />
        </FilterForm>
      </Card>
      <AudienceFound found={found} table={table} />
      <div>{children}</div>
    </>
  )
}

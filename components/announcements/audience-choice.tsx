import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AccountFilterFields } from '#/components/accounts/account-filter-fields.tsx'
import { AudienceFound } from '#/components/accounts/audience-found.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { type AccountFilters, audienceFlags, toQuery } from '#/lib/accounts/search/account-filter.ts'
import type { NamedType } from '#/lib/accounts/search/filter-words.ts'

type AudienceChoiceProps = {
  /** The page's own address, which the filters ask. */
  path: string
  filters: AccountFilters
  types: readonly NamedType[]
  found: { count: number; more: boolean }
  /** What to do with the accounts that are found. */
  children: ReactNode
}

/** Chooses accounts by the filters of their table, which stand in the address, and says how many there are. */
export async function AudienceChoice(props: AudienceChoiceProps) {
  const { path, filters, types, found, children } = props
  const t = await getTranslations('announcements.audience')
  const table = `/admin/accounts?${new URLSearchParams(toQuery(filters))}`
  return (
    <>
      <search aria-label={t('filter')}>
        <Card>
          <form method="get" action={path} className="flex flex-col gap-5">
            <input type="hidden" name="asked" value="yes" />
            <AccountFilterFields filters={filters} types={types} flags={audienceFlags} />
            <div>
              <Button icon="search">{t('show')}</Button>
            </div>
          </form>
        </Card>
      </search>
      <AudienceFound found={found} table={table} />
      <div>{children}</div>
    </>
  )
}

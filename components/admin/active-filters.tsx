import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import type { IntegrationType } from '#/lib/accounts/account/standing.ts'
import { sayFilters } from '#/lib/accounts/search/filter-words.ts'
import { type AccountView, viewHref } from '#/lib/admin/accounts/account-view.ts'

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

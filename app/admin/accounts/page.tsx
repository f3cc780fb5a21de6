import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { definePage } from '#/app/define-page.tsx'
import { AccountSearch } from '#/components/admin/account-search.tsx'
import { AccountsTable } from '#/components/admin/accounts-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { countMatching, listMatching } from '#/lib/accounts/search/account-list.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { type AccountView, isAsSent, parseView, viewHref } from '#/lib/admin/accounts/account-view.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { toRows } from './rows.ts'

export default definePage('/admin/accounts', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminAccounts')
  const announcements = await getTranslations('announcements.audience')
  const types = await listIntegrationTypes(read)
  const view = parseView(
    query,
    types.map(({ id }) => id),
  )
  // The address is what is shared.
  if (isAsSent(query)) redirect(viewHref(view))
  const { filters, sort, columns, after, before } = view
  const { rows, next, previous, total } = await listMatching(read, grant, filters, view)
  const { count, more } = total ?? (await countMatching(read, grant, filters))
  const create =
    grant.staffRole === 'admin' ? (
      <>
        <ButtonLink href="/admin/accounts/import">{t('import')}</ButtonLink>
        <ButtonLink href="/admin/accounts/new" variant="primary" icon="plus">
          {t('new')}
        </ButtonLink>
      </>
    ) : null
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ButtonLink
            href={viewHref({ filters }, '/admin/announcements/new')}
            prefetch={false}
            icon="megaphone"
          >
            {announcements('fromTable')}
          </ButtonLink>
          <PlainLink download href={viewHref({ filters }, '/admin/accounts/export.csv')}>
            {t('export')}
          </PlainLink>
          {create}
        </>
      }
    >
      <AccountSearch view={view} types={types} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p role="status" className="font-medium tabular-nums">
          {t(more ? 'atLeast' : 'count', { count: Math.max(count, rows.length) })}
        </p>
        <ActiveFilters view={view} types={types} />
      </div>
      {rows.length > 0 ? (
        <>
          <AccountsTable rows={await toRows(read, grant, rows, columns)} view={view} />
          <ZoneNote />
        </>
      ) : (
        <NoAccounts view={view} create={create} />
      )}
      <ButtonRow>
        {after || before ? (
          <ButtonLink href={viewHref({ filters, sort, columns })} prefetch={false}>
            {t('first')}
          </ButtonLink>
        ) : null}
        {previous ? (
          <ButtonLink href={viewHref({ filters, sort, columns, before: previous })} prefetch={false}>
            {t('previous')}
          </ButtonLink>
        ) : null}
        {next ? (
          <ButtonLink href={viewHref({ filters, sort, columns, after: next })} prefetch={false}>
            {t('next')}
          </ButtonLink>
        ) : null}
      </ButtonRow>
    </Page>
  )
})

/** Where no account is listed: why that is, and what to do. `create`: for whoever may make one. */
async function NoAccounts({
  view: { filters, after, before },
  create,
}: {
  view: AccountView
  create: ReactNode
}) {
  const t = await getTranslations('adminAccounts')
  const why = after || before ? 'past' : Object.keys(filters).length > 0 ? 'none' : 'empty'
  return (
    <EmptyState icon="people" title={t(`${why}.title`)} action={why === 'empty' ? create : undefined}>
      {t(`${why}.text`)}
    </EmptyState>
  )
}

type ActiveFiltersProps = { view: AccountView; types: readonly IntegrationType[] }

/** The filters in use, each a link to the same view without it. */
async function ActiveFilters({ view, types }: ActiveFiltersProps) {
  const t = await getTranslations('adminAccounts')
  const { filters, sort, columns } = view
  const said = await formatFilters(filters, types)
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

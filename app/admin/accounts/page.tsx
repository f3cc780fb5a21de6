import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { definePage } from '#/app/define-page.tsx'
import { AccountSearch } from '#/components/admin/account-search.tsx'
import { AccountsTable } from '#/components/admin/accounts-table.tsx'
import { SelectionBar } from '#/components/bulk/selection-bar.tsx'
import { DensityChoice } from '#/components/shell/density-choice.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { LiveList, LiveParts } from '#/components/shell/live-list.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, SmallLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { listMatching } from '#/lib/accounts/search/account-list.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import {
  type AccountCursor,
  type AccountView,
  accountTable,
  isAsSent,
  needsAction,
  parseAccountView,
} from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import {
  askReviewInListAction,
  drillInListAction,
  extendInListAction,
  nudgeInListAction,
  tryAgainInListAction,
} from './row-actions.ts'
import { toRows } from './rows.ts'

const rowActions = {
  nudge: nudgeInListAction,
  check: askReviewInListAction,
  extend: extendInListAction,
  again: tryAgainInListAction,
  drill: drillInListAction,
}

export default definePage('/admin/accounts', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminAccounts')
  const bulk = await getTranslations('bulk.bar')
  const types = await listIntegrationTypes(read)
  const view = parseAccountView(query, types)
  const { sort } = view
  const before = accountTable.before(query)
  const after = before ? null : accountTable.after(query)
  const hrefBefore = (to: AccountCursor) => accountTable.hrefBefore(view, to)
  // People share the address, so it holds the view.
  if (isAsSent(query)) redirect(before ? hrefBefore(before) : accountTable.href(view, after))
  const found = await listMatching(read, grant, view, { sort, after, before })
  const { rows, next, previous } = found
  const { count, more } = await found.count()
  const create =
    grant.staffRole === 'admin' ? (
      <>
        <SmallLink href="/admin/accounts/import">{t('import')}</SmallLink>
        <SmallLink href="/admin/accounts/new" variant="primary" icon="plus">
          {t('new')}
        </SmallLink>
      </>
    ) : null
  return (
    <Page
      title={t('title')}
      status={
        <p role="status" className="text-muted tabular-nums">
          {t(more ? 'atLeast' : 'count', { count: Math.max(count, rows.length) })}
        </p>
      }
      actions={
        <>
          <SmallLink href="/admin/bulk" variant="quiet">
            {bulk('runs')}
          </SmallLink>
          {create}
        </>
      }
    >
      <ListedViews read={read} grant={grant} list="accounts" href={accountTable.href(view)} query={query} />
      <AccountSearch view={view} types={types} />
      <LiveList
        keys={rows.map(({ account }) => account.slug)}
        path={before ? hrefBefore(before) : accountTable.href(view, after)}
        head={
          <>
            <ActiveFilters view={view} types={types} />
            {rows.length > 0 ? (
              <SelectionBar filters={view} count={Math.max(count, rows.length)} more={more} />
            ) : null}
            <DensityChoice density={grant.actor.user.density} />
          </>
        }
      >
        <LiveParts
          parts={{
            rows: rows.length > 0 && (
              <>
                <AccountsTable
                  rows={await toRows(read, grant, rows, view)}
                  view={view}
                  density={grant.actor.user.density}
                  actions={needsAction(view) ? rowActions : null}
                />
                <ZoneNote />
              </>
            ),
            none: rows.length === 0 && (
              <NoAccounts view={view} past={(after ?? before) !== null} create={create} />
            ),
          }}
        />
      </LiveList>
      <ButtonRow>
        {after || before ? <ButtonLink href={accountTable.href(view)}>{t('first')}</ButtonLink> : null}
        {previous ? <ButtonLink href={hrefBefore(previous)}>{t('previous')}</ButtonLink> : null}
        {next ? <ButtonLink href={accountTable.href(view, next)}>{t('next')}</ButtonLink> : null}
      </ButtonRow>
    </Page>
  )
})

/** Explains an empty list, and what to do. `create`: the reader can create accounts. */
async function NoAccounts({ view, past, create }: { view: AccountView; past: boolean; create: ReactNode }) {
  const t = await getTranslations('adminAccounts')
  const why = past ? 'past' : accountTable.isFiltered(view) ? 'none' : 'empty'
  return (
    <EmptyState icon="people" title={t(`${why}.title`)} action={why === 'empty' ? create : undefined}>
      {t(`${why}.text`)}
    </EmptyState>
  )
}

/** The current filters; each links to the view without it. */
async function ActiveFilters({ view, types }: { view: AccountView; types: readonly IntegrationType[] }) {
  const t = await getTranslations('adminAccounts')
  const said = await formatFilters(view, types)
  if (said.length === 0) return null
  return (
    <ul aria-label={t('active')} className="flex min-w-0 flex-wrap gap-2">
      {said.map(({ name, text }) => {
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

import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { countForTitle } from '#/app/admin/waiting.ts'
import { definePage } from '#/app/define-page.tsx'
import { AccountSearch, ActiveFilters } from '#/components/accounts/account-filters.tsx'
import { type AccountRow, AccountsTable } from '#/components/admin/accounts-table.tsx'
import { SelectionBar } from '#/components/bulk/selection-bar.tsx'
import { DensityChoice } from '#/components/shell/density-choice.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { LiveList, LiveParts } from '#/components/shell/live-list.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow, SmallLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import type { Reader } from '#/db/store/store.ts'
import { fieldIds } from '#/db/words/accounts.ts'
import { countAddresses } from '#/lib/accounts/points/holders.ts'
import { type ListedAccount, listMatching } from '#/lib/accounts/search/account-list.ts'
import {
  type AccountColumn,
  type AccountCursor,
  type AccountView,
  accountTable,
  isAsSent,
  needsAction,
  parseAccountView,
} from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import {
  countNoticesByAccount,
  listPeople,
  listUnreached,
  noNoticeCounts,
} from '#/lib/admin/accounts/listed-details.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import type { MissingField } from '#/lib/contacts/fields/policy.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import {
  askCheckInListAction,
  drillInListAction,
  extendInListAction,
  nudgeInListAction,
  tryAgainInListAction,
} from './row-actions.ts'

const rowActions = {
  nudge: nudgeInListAction,
  check: askCheckInListAction,
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
      waiting={await countForTitle()}
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

/** The columns that say what can be done in a row. */
const isProcessed = (column: AccountColumn) => column === 'addresses' || column === 'notices'

/** Loads a page of accounts with the data of the shown columns only. */
async function toRows(
  read: Reader,
  grant: StaffGrant,
  listed: readonly ListedAccount[],
  view: AccountView,
): Promise<AccountRow[]> {
  const { columns } = view
  const idsFor = (column: AccountColumn) =>
    columns.includes(column) || (isProcessed(column) && needsAction(view))
      ? listed.map(({ account }) => account.id)
      : []
  const addresses = await countAddresses(read, grant, idsFor('addresses'))
  const unreached = await listUnreached(
    read,
    grant,
    listed.map(({ account }) => account.id),
  )
  const notices = await countNoticesByAccount(read, grant, idsFor('notices'))
  const people = await listPeople(read, grant, idsFor('owners'))
  const owners = [...people.values()].flat().filter(({ isOwner }) => isOwner)
  const marks = await findMarks(
    read,
    owners.map(({ email }) => email),
  )
  const locale = await getLocale()
  const formatMissing = await describeMissing()
  return listed.map(({ account, integrationType, missing, contacts, locked }) => ({
    ...account,
    typeName: nameType(integrationType, locale),
    missing: { count: missing.length, which: formatMissing(missing, contacts !== null) },
    locked,
    isUnreached: unreached.has(account.id),
    addresses: addresses.get(account.id) ?? { bouncing: 0, unconfirmed: 0 },
    notices: notices.get(account.id) ?? noNoticeCounts,
    owners: (people.get(account.id) ?? [])
      .filter(({ isOwner }) => isOwner)
      .map(({ email }) => ({ email, bounces: marks.has(addressKey(email)) })),
  }))
}

async function describeMissing() {
  const t = await getTranslations('admin.contacts')
  const format = await getFormatter()
  const fields = await listFieldNames(fieldIds)
  return (missing: readonly MissingField[], submitted: boolean): string => {
    if (!submitted) return t('nothing')
    const names = missing.map(({ field }) => fields[fieldIds.indexOf(field)] ?? field)
    return format.list(names, { type: 'unit' })
  }
}

import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { SelectPage } from '#/components/bulk/select-page.tsx'
import { BouncingBadge } from '#/components/contacts/address-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { Density } from '#/db/words/people.ts'
import {
  type AccountColumn,
  type AccountSort,
  type AccountView,
  accountTable,
  mostUrgentFirst,
} from '#/lib/accounts/search/list.ts'
import { selectionForm } from '#/lib/admin/bulk/list.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { AccountActions, type RowActions, type RowWithActions } from './account-actions.tsx'
import { LastDrillOutcome } from './account-state.tsx'

export type AccountRow = RowWithActions & {
  typeName: string
  missing: { which: string }
  locked: boolean
  /** Nobody at the account gets messages. */
  isUnreached: boolean
  addresses: { unconfirmed: number }
  owners: readonly { email: string; bounces: boolean }[]
}

/** The sort order that a click on this column sets. */
const sortOf: { [column in AccountColumn | 'name']?: AccountSort['by'] } = {
  name: 'name',
  notices: 'urgent',
  contacts: 'due',
  review: 'review',
  changed: 'changed',
  created: 'created',
}

type AccountsTableProps = {
  rows: readonly AccountRow[]
  view: AccountView
  density: Density
  /** What staff can do in a row; null for a table without such a column. */
  actions: RowActions | null
}

export async function AccountsTable({ rows, view, density, actions }: AccountsTableProps) {
  const t = await getTranslations('adminAccounts')
  const cells = await describeCells()
  const column = (id: AccountColumn | 'name'): Column<AccountRow> => ({
    header: t(`columns.${id}`),
    rowHeader: id === 'name',
    breakable: id === 'name' || id === 'owners',
    cell: cells[id],
    sort: sortBy(view, sortOf[id]),
  })
  const columns: Columns<AccountRow> = [
    await selectColumn(),
    column('name'),
    ...view.columns.filter(isUrgent).map(column),
    actions && { header: t('rows.column'), cell: (row) => <AccountActions row={row} actions={actions} /> },
    ...view.columns.filter((id) => !isUrgent(id)).map(column),
  ]
  return (
    <StackingTable
      caption={t('list')}
      rows={rows}
      rowKey={({ slug }) => slug}
      live
      columns={columns}
      scrolls
      few
      density={density}
    />
  )
}

/** The columns that show what is waiting come before the buttons, so that they are visible in every window. */
const isUrgent = (id: AccountColumn) => id === 'notices' || id === 'addresses'

/** The selection's check boxes; their form is above the table. */
async function selectColumn(): Promise<Column<AccountRow>> {
  const t = await getTranslations('bulk.bar')
  return {
    header: t('column'),
    headerHidden: true,
    headerExtra: <SelectPage form={selectionForm} label={t('page')} />,
    cell: ({ slug, name }) => (
      // A card names the account right below.
      <SelectBox
        form={selectionForm}
        value={slug}
        label={t.rich('select', { name: () => <span className="sr-only">{name}</span> })}
      />
    ),
  }
}

/** The box that selects a row: 24 px, and part of the selection's form without being inside it. */
function SelectBox({ form, value, label }: { form: string; value: string; label: ReactNode }) {
  return (
    <label className="inline-flex items-center gap-2 align-middle">
      <input type="checkbox" name="only" value={value} form={form} className="size-6 shrink-0" />
      <span className="tabled:sr-only">{label}</span>
    </label>
  )
}

function sortBy(view: AccountView, by: AccountSort['by'] | undefined) {
  const href = (sort: AccountSort) => accountTable.href({ ...view, sort })
  return by && sortLink(by, { now: view.sort, defaultSort: mostUrgentFirst, href })
}

async function describeCells(): Promise<Record<AccountColumn | 'name', Column<AccountRow>['cell']>> {
  const t = await getTranslations('adminAccounts')
  const reasons = await getTranslations('unreachable.reasons')
  const closing = await getTranslations('closing.admin')
  const none = <span className="text-muted">–</span>
  return {
    name: ({ slug, name }) => (
      <div className="tabled:min-w-28 compact:min-w-0">
        <Link href={`/admin/accounts/${slug}`} className="row-name">
          {name}
        </Link>
        <span className="block text-muted compact:hidden">{slug}</span>
      </div>
    ),
    state: ({ state, closedAt }) =>
      closedAt === null ? (
        <StateBadge state={state} />
      ) : (
        <Badge meaning="attention">{closing('state')}</Badge>
      ),
    contacts: ({ missing, locked, dueAt, isUnreached }) => (
      <ContactsStatus {...missing} locked={locked} dueAt={dueAt} isReached={!isUnreached} />
    ),
    reach: ({ drilledAt, reachedAfter }) => (
      <LastDrillOutcome drilledAt={drilledAt} reachedAfter={reachedAfter} />
    ),
    addresses: ({ isUnreached, addresses: { bouncing, unconfirmed } }) => {
      if (!isUnreached && bouncing + unconfirmed === 0) return none
      const counts = (
        <>
          {bouncing > 0 ? <Badge meaning="bad">{t('bouncing', { count: bouncing })}</Badge> : null}
          {unconfirmed > 0 ? <Badge>{t('unconfirmed', { count: unconfirmed })}</Badge> : null}
        </>
      )
      return (
        <span className="worst-first">
          {isUnreached ? (
            <>
              <Badge meaning="bad">{reasons('nobody')}</Badge>
              <span className="flex flex-wrap gap-1.5 compact:sr-only">{counts}</span>
            </>
          ) : (
            counts
          )}
        </span>
      )
    },
    notices: ({ notices: { emergencies, open, overdue, unroutable } }) =>
      emergencies + open + overdue + unroutable > 0 ? (
        <span className="worst-first">
          {emergencies > 0 ? <Badge meaning="bad">{t('emergencies', { count: emergencies })}</Badge> : null}
          {overdue > 0 ? <Badge meaning="bad">{t('overdue', { count: overdue })}</Badge> : null}
          {unroutable > 0 ? <Badge meaning="bad">{t('unroutable', { count: unroutable })}</Badge> : null}
          {open > 0 ? <Badge>{t('open', { count: open })}</Badge> : null}
        </span>
      ) : (
        none
      ),
    type: ({ typeName }) => typeName,
    owners: ({ owners }) =>
      owners.length > 0
        ? owners.map(({ email, bounces }) => (
            <span key={email} className={`block ${bounces ? 'text-bad' : ''}`}>
              {email} {bounces ? <BouncingBadge /> : null}
            </span>
          ))
        : none,
    review: ({ checkDueAt }) => <Instant at={checkDueAt} never="–" />,
    changed: ({ stateChangedAt }) => <Instant at={stateChangedAt} />,
    created: ({ createdAt }) => <Instant at={createdAt} />,
    nudged: ({ nudgedAt }) => <Instant at={nudgedAt} never="–" />,
  }
}

import type { Store } from '#/db/store/store.ts'
import { servedFields } from '#/db/words/accounts.ts'
import { type ListedAccount, readListed, streamMatching } from '#/lib/accounts/search/account-list.ts'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import { endpointsOf, entriesOf } from '#/lib/contacts/fields/entries.ts'
import { type CsvColumns, exportRows, instantCell } from '#/lib/identity/access/export-rows.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { listPeople } from './listed-details.ts'

type Person = { userId: string; email: string; isOwner: boolean }
type Exported = ListedAccount & { people: readonly Person[] }

/** Spaces separate several addresses in a cell; instants are UTC. */
const columns: CsvColumns<Exported> = {
  slug: ({ account }) => account.slug,
  name: ({ account }) => account.name,
  integration_type: ({ integrationType }) => integrationType.id,
  default_language: ({ account }) => account.defaultLocale,
  state: ({ account }) => account.state,
  state_changed_at: ({ account }) => instantCell(account.stateChangedAt),
  complete: ({ missing }) => (missing.length === 0 ? 'yes' : 'no'),
  missing: ({ missing }) => missing.map(({ field }) => field).join(' '),
  locked: ({ locked }) => (locked ? 'yes' : 'no'),
  due_at: ({ account }) => instantCell(account.dueAt),
  first_complete_at: ({ account }) => instantCell(account.firstCompleteAt),
  review_due_at: ({ account }) => instantCell(account.checkDueAt),
  drilled_at: ({ account }) => instantCell(account.drilledAt),
  reached_after_minutes: ({ account: { reachedAfter } }) =>
    reachedAfter === null ? null : minutesOf(reachedAfter),
  created_at: ({ account }) => instantCell(account.createdAt),
  owners: ({ people }) => join(people.filter(({ isOwner }) => isOwner)),
  alerts: ({ contacts, people }) =>
    join(people.filter(({ userId }) => contacts?.alerts.includes(userId) ?? false)),
  ...Object.fromEntries(
    servedFields.map((served) => [
      served.replaceAll('-', '_'),
      ({ contacts }: Exported) =>
        entriesOf(contacts)
          .filter(({ field }) => field === served)
          .map(({ entry }) => entry.address)
          .join(' '),
    ]),
  ),
  endpoints: ({ contacts }) => {
    const names = endpointsOf(contacts).map(({ entry: { kind, hint } }) => `${kind}:${hint}`)
    return [...new Set(names)].join(' ')
  },
}

function join(people: readonly Person[]): string {
  return people.map(({ email }) => email).join(' ')
}

/** The filtered accounts, ordered by slug. @throws AppError as `exportRows` */
export function exportAccounts(store: Store, grant: StaffGrant, filters: AccountFilters) {
  const entry = { action: 'accounts.exported', after: accountFilters.chosen(filters) } as const
  return exportRows(store, grant, entry, { columns, pages: listPages(store, grant, filters) })
}

async function* listPages({ read }: Store, grant: StaffGrant, filters: AccountFilters) {
  for await (const ids of streamMatching(read, grant, filters)) {
    const people = await listPeople(read, grant, ids)
    const listed = await readListed(read, ids)
    yield listed.map((row) => ({ ...row, people: people.get(row.account.id) ?? [] }))
  }
}

/** The minutes until a drill was answered, at least one, as every page and file shows them. `reachedAfter`: milliseconds. */
function minutesOf(reachedAfter: number): number {
  return Math.max(1, Math.round(reachedAfter / minute))
}

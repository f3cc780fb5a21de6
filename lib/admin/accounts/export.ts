import type { Store } from '#/db/store/store.ts'
import { addressFieldIds } from '#/db/words/contacts.ts'
import { minutesOf } from '#/lib/accounts/account/reached-minutes.ts'
import type { AccountFilters } from '#/lib/accounts/search/account-filter.ts'
import { streamMatching } from '#/lib/accounts/search/account-list.ts'
import { type ListedAccount, readListed } from '#/lib/accounts/search/listed-accounts.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type CsvCell, streamCsv } from '#/lib/platform/lists/write.ts'
import { listPeople } from './listed-details.ts'

type Person = { userId: string; email: string; isOwner: boolean }
type Exported = ListedAccount & { people: readonly Person[] }

/**
 * The columns of the export, as the store names things, so that files of any day and language can be laid side by side.
 * Several addresses in a cell have spaces between; instants are UTC.
 */
const columns: Record<string, (exported: Exported) => CsvCell> = {
  slug: ({ account }) => account.slug,
  name: ({ account }) => account.name,
  integration_type: ({ integrationType }) => integrationType.id,
  default_language: ({ account }) => account.defaultLocale,
  state: ({ account }) => account.state,
  state_changed_at: ({ account }) => toInstant(account.stateChangedAt),
  complete: ({ missing }) => (missing.length === 0 ? 'yes' : 'no'),
  missing: ({ missing }) => missing.map(({ field }) => field).join(' '),
  locked: ({ locked }) => (locked ? 'yes' : 'no'),
  due_at: ({ account }) => toInstant(account.dueAt),
  first_complete_at: ({ account }) => toInstant(account.firstCompleteAt),
  review_due_at: ({ account }) => toInstant(account.reviewDueAt),
  drilled_at: ({ account }) => toInstant(account.drilledAt),
  reached_after_minutes: ({ account: { reachedAfter } }) =>
    reachedAfter === null ? null : minutesOf(reachedAfter),
  created_at: ({ account }) => toInstant(account.createdAt),
  owners: ({ people }) => join(people.filter(({ isOwner }) => isOwner)),
  alerts: ({ contacts, people }) =>
    join(people.filter(({ userId }) => contacts?.alerts.includes(userId) ?? false)),
  ...Object.fromEntries(
    addressFieldIds.map((field) => [
      field.replaceAll('-', '_'),
      ({ contacts }: Exported) => (contacts?.[field] ?? []).map(({ address }) => address).join(' '),
    ]),
  ),
  brand_support: ({ contacts }) => contacts?.['brand-support']?.address ?? '',
}

function toInstant(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString()
}

function join(people: readonly Person[]): string {
  return people.map(({ email }) => email).join(' ')
}

/** The names of the columns, in their order. */
export const exportedColumns = Object.keys(columns)

/**
 * The accounts that `filters` mean as CSV, in the order of their slugs, as a stream of any size. That they were exported, and
 * which, is recorded first.
 * @throws AppError as `reauthoriseStaff`
 */
export async function exportAccounts(
  store: Store,
  grant: StaffGrant,
  filters: AccountFilters,
): Promise<ReadableStream<Uint8Array>> {
  await store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    await writeAudit(tx, { actorId: actor.user.id, action: 'accounts.exported', after: filters })
  })
  return streamCsv(exportedColumns, listRows(store, grant, filters))
}

async function* listRows(
  { read }: Store,
  grant: StaffGrant,
  filters: AccountFilters,
): AsyncGenerator<CsvCell[][]> {
  for await (const ids of streamMatching(read, grant, filters)) {
    const listed = await readListed(read, ids)
    const people = await listPeople(read, grant, ids)
    const exported = listed.map((row) => ({ ...row, people: people.get(row.account.id) ?? [] }))
    yield exported.map((row) => Object.values(columns).map((cell) => cell(row)))
  }
}

import type { Store } from '#/db/store/store.ts'
import type { UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import { type CsvColumns, exportRows, instantCell } from '#/lib/identity/access/export-rows.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { walkPages } from '#/lib/platform/lists/write.ts'
import type { UnreachableCursor } from './list.ts'
import { listUnreachable, type UnreachableAccount } from './queries.ts'

const accountsPerPage = 200

/** Spaces separate several values in a cell; instants are UTC. */
const columns: CsvColumns<UnreachableAccount> = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  state: ({ state }) => state,
  reasons: ({ reasons }) => reasons.map(({ reason }) => reason).join(' '),
  since: ({ reasons }) => instantCell(reasons[0]?.since),
  emergency_contacts: ({ emergency }) => emergency,
  bouncing: ({ bouncing }) => bouncing.map(({ address }) => address).join(' '),
  bouncing_since: ({ bouncing }) => bouncing.map(({ since }) => instantCell(since)).join(' '),
  drill_waiting: ({ waiting }) => (waiting === null ? 'no' : 'yes'),
}

/** The accounts that we cannot reach, in the order of the page. @throws AppError as `exportRows` */
export function exportUnreachable(store: Store, grant: StaffGrant, reason: UnreachableReason | null) {
  const pages = walkPages(async (after: UnreachableCursor | null) => {
    const question = { reason, after, limit: accountsPerPage }
    const { accounts: rows, next } = await listUnreachable(store.read, grant, question)
    return { rows, next }
  })
  const entry = { action: 'unreachable.exported', after: { because: reason } } as const
  return exportRows(store, grant, entry, { columns, pages })
}

import type { Reader, Store } from '#/db/store/store.ts'
import type { UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type CsvCell, streamCsv } from '#/lib/platform/lists/write.ts'
import { listUnreachable, type UnreachableAccount, type UnreachableCursor } from './queries.ts'

const accountsPerPage = 200

/** The columns, as the store names things; several values in a cell have spaces between, and instants are UTC. */
const columns: Record<string, (account: UnreachableAccount) => CsvCell> = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  state: ({ state }) => state,
  reasons: ({ reasons }) => reasons.map(({ reason }) => reason).join(' '),
  since: ({ reasons }) => toInstant(reasons[0]?.since),
  emergency_contacts: ({ emergency }) => emergency,
  bouncing: ({ silent }) => silent.map(({ address }) => address).join(' '),
  bouncing_since: ({ silent }) => silent.map(({ since }) => toInstant(since)).join(' '),
  drill_waiting: ({ waiting }) => (waiting === null ? 'no' : 'yes'),
}

function toInstant(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString()
}

export const unreachableColumns = Object.keys(columns)

/**
 * The accounts that cannot be reached as CSV, in the order of the page, as a stream of any size. That they were exported is
 * recorded first. @throws AppError as `reauthoriseStaff`
 */
export async function exportUnreachable(
  store: Store,
  grant: StaffGrant,
  reason: UnreachableReason | null,
): Promise<ReadableStream<Uint8Array>> {
  await store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'unreachable.exported',
      after: { because: reason },
    })
  })
  return streamCsv(unreachableColumns, listRows(store.read, grant, reason))
}

async function* listRows(
  read: Reader,
  grant: StaffGrant,
  reason: UnreachableReason | null,
): AsyncGenerator<CsvCell[][]> {
  let after: UnreachableCursor | null = null
  do {
    const page: Awaited<ReturnType<typeof listUnreachable>> = await listUnreachable(read, grant, {
      reason,
      after,
      limit: accountsPerPage,
    })
    yield page.accounts.map((account) => Object.values(columns).map((cell) => cell(account)))
    after = page.next
    await new Promise(setImmediate)
  } while (after)
}

import { and, eq, lt, max, or } from 'drizzle-orm'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { AudienceFilter, FrozenCounts } from '#/db/words/announcements.ts'
import { findAccountsById } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { planFor, readReach } from '#/lib/notices/routing/reach.ts'
import {
  defineLease,
  type Holder,
  noLease,
  type PartResult,
  workInParts,
} from '#/lib/platform/jobs/with-lease.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { findRow, readCommitted } from './commands.ts'
import { listCompleteLanguages, planOutcome } from './policy.ts'
import { streamAudience } from './queries.ts'

const accountsPerChunk = 50
const removedPerChunk = 1000

/** Milliseconds that a worker holds the list, renewed with each chunk. */
export const snapshotLease = 15_000

const lease = defineLease({
  table: announcements,
  length: snapshotLease,
  isOpen: eq(announcements.state, 'freezing'),
})

/** A list in progress. */
export type AudienceSnapshot = Holder & { audience: AudienceFilter }

/**
 * Starts the list of accounts for an announcement; `snapshotAudience` makes it. Null if one has just been started.
 * @throws AppError `stale`, `announcement-state`, `not-found`, as `reauthoriseStaff`
 */
export function beginSnapshot(
  store: Store,
  grant: StaffGrant,
  { id, version }: { id: string; version: number },
): Promise<AudienceSnapshot | null> {
  const owner = newId()
  return store.transact(async (tx) => {
    await reauthoriseStaff(tx, grant, 'support')
    const isFree = or(
      eq(announcements.state, 'draft'),
      eq(announcements.state, 'ready'),
      // The previous worker is gone.
      lease.isFree(),
    )
    const empty = { frozenAt: null, counts: null, done: 0 }
    const [begun] = await tx
      .update(announcements)
      .set({ state: 'freezing', version: version + 1, ...empty, ...lease.leaseOf(owner) })
      .where(and(eq(announcements.id, id), eq(announcements.version, version), isFree))
      .returning()
    if (begun) return { id, owner, audience: begun.audience }
    const found = await findRow(tx, id)
    const isSame = found.state === 'freezing' || found.state === 'ready'
    if (isSame && (found.version === version + 1 || found.version === version)) return null
    throw found.version === version
      ? new AppError('announcement-state')
      : new AppError('stale', {}, 'version')
  }, readCommitted)
}

/** Builds the list in chunks. False if the announcement was changed or taken over. An error returns it to draft. */
export async function snapshotAudience(
  store: Store,
  grant: StaffGrant,
  snapshot: AudienceSnapshot,
): Promise<boolean> {
  const isOwn = eq(announcements.id, snapshot.id)
  const writeHeld = (write: (tx: Writer) => Promise<unknown>) =>
    store.transact(async (tx): Promise<PartResult> => {
      if (!(await lease.hold(tx, snapshot))) return 'lost'
      await write(tx)
      return 'more'
    }, readCommitted)
  const chunks = listChunks(store.read, grant, snapshot)
  try {
    const result = await workInParts(async () => {
      const { done, value: write } = await chunks.next()
      return done ? 'over' : writeHeld(write)
    })
    return result === 'over'
  } catch (error) {
    logFault(error, 'the accounts of an announcement could not be listed', { announcement: snapshot.id })
    const draft = { state: 'draft' as const, ...noLease }
    await writeHeld((tx) => tx.update(announcements).set(draft).where(isOwn))
    throw error
  }
}

/** Yields one transaction at a time: deletes the old list, writes the new one, marks it ready. */
async function* listChunks(
  read: Reader,
  grant: StaffGrant,
  { id, audience }: AudienceSnapshot,
): AsyncGenerator<(tx: Writer) => Promise<unknown>, void> {
  const { announcementId, position } = announcementAccounts
  const isListed = eq(announcementId, id)
  const [found] = await read
    .select({ last: max(position) })
    .from(announcementAccounts)
    .where(isListed)
  for (let from = 0; from <= (found?.last ?? -1); from += removedPerChunk)
    yield (tx) => tx.delete(announcementAccounts).where(and(isListed, lt(position, from + removedPerChunk)))
  const isOwn = eq(announcements.id, id)
  const { category, texts } = await findRow(read, id)
  const whole = listCompleteLanguages(texts)
  const counts: FrozenCounts = { ...noCounts }
  const addresses = new Set<string>()
  // An account that is renamed during listing may appear twice.
  const seen = new Set<string>()
  for await (const page of streamAudience(read, grant, audience)) {
    const fresh = page.filter((one) => !seen.has(one))
    for (const ids of chunksOf(fresh, accountsPerChunk)) {
      for (const one of ids) seen.add(one)
      const accounts = [...(await findAccountsById(read, ids)).values()]
      const reach = await readReach(read, accounts)
      const rows = accounts.map((account, place) => {
        const routed = { category, environment: 'production', kind: 'event', origin: 'staff' } as const
        const plan = planFor(reach, { ...routed, accountId: account.id })
        if (!plan) throw new Error(`There is no route of ${category}.`)
        const { planned, recipients } = planOutcome(plan)
        for (const { key } of recipients) addresses.add(key)
        return {
          id: newId(),
          announcementId: id,
          accountId: account.id,
          position: counts.accounts + place,
          planned,
          addresses: recipients.length,
          untranslated: recipients.filter(({ locale }) => !whole.includes(locale)).length,
        }
      })
      for (const row of rows) countRow(counts, row)
      yield async (tx) => {
        await insertMany(tx, announcementAccounts, rows)
        await tx.update(announcements).set({ done: counts.accounts }).where(isOwn)
      }
    }
  }
  counts.addresses = addresses.size
  const ready = { state: 'ready' as const, counts, ...noLease }
  yield (tx) =>
    tx
      .update(announcements)
      .set({ ...ready, frozenAt: now() })
      .where(isOwn)
}

const noCounts: FrozenCounts = {
  accounts: 0,
  reaches: 0,
  paused: 0,
  missing: 0,
  bouncing: 0,
  messages: 0,
  addresses: 0,
  untranslated: 0,
  untranslatedAccounts: 0,
}

type Counted = Pick<typeof announcementAccounts.$inferSelect, 'planned' | 'addresses' | 'untranslated'>

function countRow(counts: FrozenCounts, row: Counted): void {
  counts.accounts += 1
  counts[row.planned] += 1
  counts.messages += row.addresses
  counts.untranslated += row.untranslated
  counts.untranslatedAccounts += row.untranslated > 0 ? 1 : 0
}

import { and, eq, lt, max, or } from 'drizzle-orm'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { AudienceFilter, FrozenCounts } from '#/db/words/announcements.ts'
import { findAccountsById } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { planFor, readReach } from '#/lib/notices/routing/reach.ts'
import { defineLease, type Holder, noLease } from '#/lib/platform/jobs/leases.ts'
import { log } from '#/lib/platform/log/log.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { streamAudience } from './audience.ts'
import { findRow } from './commands.ts'
import { noCounts, planOutcome, wholeIn } from './policy.ts'

const accountsPerChunk = 50
const removedPerChunk = 1000
const oneRow = { isolation: 'read committed' } as const

/** Milliseconds for which a list that is being made is its maker's, from each chunk on. */
export const snapshotLease = 15_000

const lease = defineLease({
  table: announcements,
  length: snapshotLease,
  isOpen: eq(announcements.state, 'freezing'),
})

/** A list that is being made. */
export type AudienceSnapshot = Holder & { audience: AudienceFilter }

/**
 * Begins to make the list of the accounts that an announcement would go to, which `runFreezing` does. Null where the same was
 * asked a moment ago. @throws AppError `stale`, `announcement-state`, `not-found`, as `reauthoriseStaff`
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
      // Whoever made it is gone.
      lease.isFree(),
    )
    const [begun] = await tx
      .update(announcements)
      .set({
        state: 'freezing',
        version: version + 1,
        frozenAt: null,
        counts: null,
        done: 0,
        ...lease.leaseOf(owner),
      })
      .where(and(eq(announcements.id, id), eq(announcements.version, version), isFree))
      .returning()
    if (begun) return { id, owner, audience: begun.audience }
    const found = await findRow(tx, id)
    const isSame = found.state === 'freezing' || found.state === 'ready'
    if (isSame && (found.version === version + 1 || found.version === version)) return null
    throw found.version === version
      ? new AppError('announcement-state')
      : new AppError('stale', {}, 'version')
  }, oneRow)
}

/**
 * Makes the list in chunks, between which everything else goes on. False where the announcement was changed meanwhile, or
 * taken over by somebody else. Whatever goes wrong, the announcement is a draft again.
 */
export async function snapshotAudience(
  store: Store,
  grant: StaffGrant,
  freezing: AudienceSnapshot,
): Promise<boolean> {
  try {
    return (await removeList(store, freezing)) && (await makeList(store, grant, freezing))
  } catch (error) {
    log.error({ announcement: freezing.id, error }, 'the accounts of an announcement could not be listed')
    await store.transact(
      (tx) =>
        tx
          .update(announcements)
          .set({ state: 'draft', ...noLease })
          .where(isHeld(freezing)),
      oneRow,
    )
    throw error
  }
}

function isHeld({ id, owner }: Holder) {
  return and(
    eq(announcements.id, id),
    eq(announcements.leaseOwner, owner),
    eq(announcements.state, 'freezing'),
  )
}

/** Removes what was frozen before. */
async function removeList(store: Store, holder: Holder): Promise<boolean> {
  const own = eq(announcementAccounts.announcementId, holder.id)
  const [found] = await store.read
    .select({ last: max(announcementAccounts.position) })
    .from(announcementAccounts)
    .where(own)
  const last = found?.last ?? -1
  for (let before = removedPerChunk; before <= last + removedPerChunk; before += removedPerChunk) {
    const began = performance.now()
    const isDone = await chunk(store, holder, (tx) =>
      tx.delete(announcementAccounts).where(and(own, lt(announcementAccounts.position, before))),
    )
    if (!isDone) return false
    await pauseAfter(began)
  }
  return true
}

async function makeList(store: Store, grant: StaffGrant, freezing: AudienceSnapshot): Promise<boolean> {
  const { id, audience } = freezing
  const { category, texts } = await findRow(store.read, id)
  const counts = noCounts()
  const addresses = new Set<string>()
  // An account that is renamed while the list is made may come twice.
  const seen = new Set<string>()
  for await (const page of streamAudience(store.read, grant, audience)) {
    for (const ids of chunksOf(
      page.filter((one) => !seen.has(one)),
      accountsPerChunk,
    )) {
      const began = performance.now()
      for (const one of ids) seen.add(one)
      const found = await findAccountsById(store.read, ids)
      const accounts = ids.flatMap((one) => found.get(one) ?? [])
      const reach = await readReach(store.read, accounts)
      const rows = accounts.map((account, place) => {
        const routed = { category, environment: 'production', kind: 'event', origin: 'staff' } as const
        const plan = planFor(reach, { ...routed, accountId: account.id })
        if (!plan) throw new Error(`There is no route of ${category}.`)
        const { planned, recipients } = planOutcome(plan)
        for (const { addressKey } of recipients) addresses.add(addressKey)
        const whole = wholeIn(texts)
        return {
          id: newId(),
          announcementId: id,
          accountId: account.id,
          position: counts.accounts + place,
          planned,
          addresses: recipients.length,
          noticeId: null,
          sentAt: null,
          untranslated: recipients.filter(({ locale }) => !whole.includes(locale)).length,
        }
      })
      for (const row of rows) countRow(counts, row)
      const isDone = await chunk(store, freezing, async (tx) => {
        await insertMany(tx, announcementAccounts, rows)
        await tx.update(announcements).set({ done: counts.accounts }).where(isHeld(freezing))
      })
      if (!isDone) return false
      await pauseAfter(began)
    }
  }
  counts.addresses = addresses.size
  const finished = await store.transact(
    (tx) =>
      tx
        .update(announcements)
        .set({ state: 'ready', frozenAt: now(), counts, ...noLease })
        .where(isHeld(freezing))
        .returning({ id: announcements.id }),
    oneRow,
  )
  return finished.length > 0
}

function countRow(
  counts: FrozenCounts,
  row: Pick<typeof announcementAccounts.$inferSelect, 'planned' | 'addresses' | 'untranslated'>,
): void {
  counts.accounts += 1
  counts[row.planned] += 1
  counts.messages += row.addresses
  counts.untranslated += row.untranslated
  counts.untranslatedAccounts += row.untranslated > 0 ? 1 : 0
}

/** One chunk of the work, where the list is still ours to make. */
function chunk(store: Store, holder: Holder, work: (tx: Writer) => Promise<unknown>): Promise<boolean> {
  return store.transact(async (tx) => {
    if (!(await lease.hold(tx, holder))) return false
    await work(tx)
    return true
  }, oneRow)
}

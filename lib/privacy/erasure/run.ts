import { eq, isNull } from 'drizzle-orm'
import { erasures } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type LeasedRun, type PartResult, withLease } from '#/lib/platform/jobs/with-lease.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { scanStretch } from '#/lib/privacy/personal-data/scan.ts'
import { readSought, type Sought } from '#/lib/privacy/personal-data/sought.ts'
import { cancelMail, findWaiting } from './cancel-mail.ts'
import { accountsAtOnce } from './erase.ts'
import { phaseAfter, placeOf } from './phases.ts'
import { redactRows } from './redact-rows.ts'
import { listAccountsWith, takeAddressOut } from './take-out.ts'

/** The worker's job, to be woken once an erasure was begun. */
export const erasuresJob = 'erasures'

/** Milliseconds for which a worker holds an erasure, from each part on; what a dead one held goes on after that. */
export const erasureLease = 30_000
/** So many rows are looked through in a part, some milliseconds on either engine, and so many mails cancelled. */
const rowsAtOnce = 500
const mailsAtOnce = 50
/** Looking through rows that have nothing writes nothing; where it has come to is written down after so many parts. */
const partsUnwritten = 20
/** So far apart (milliseconds) the clocks of the machines may be that give rows their ids. */
const mostApart = minute

/**
 * Goes on with every erasure, until nothing is left to do now: mail that is on its way is waited for. The worker's job; wherever it
 * is interrupted, it goes on from its last part.
 */
export const erasing = withLease({
  table: erasures,
  length: erasureLease,
  isOpen: isNull(erasures.finishedAt),
  since: erasures.askedAt,
  part: erasePart,
})

type Erasure = typeof erasures.$inferSelect

async function erasePart(store: Store, run: LeasedRun): Promise<PartResult> {
  const [erasure] = await store.read.select().from(erasures).where(eq(erasures.id, run.id))
  if (!erasure?.address) return 'over'
  const sought = readSought(erasure.address)
  if (erasure.phase === 'contacts') return eraseAccounts(store, run, erasure, sought)
  if (erasure.phase === 'waiting-mail') return eraseMail(store, run, erasure, sought)
  return erasePlace(store, run, erasure, sought)
}

/** Accounts whose contacts still have the address, which serves in very many. */
async function eraseAccounts(
  store: Store,
  run: LeasedRun,
  erasure: Erasure,
  sought: Sought,
): Promise<PartResult> {
  const after = erasure.position
  const some = await listAccountsWith(store.read, sought.key, { after, most: accountsAtOnce })
  return writePart(store, run, async (tx, now) => {
    let found = 0
    for (const id of some) found += (await takeAddressOut(tx, id, sought, now.askedBy)) ? 1 : 0
    return { found: { contacts: found }, position: some.at(-1) ?? null }
  })
}

/** What waits is not sent; history begins once nothing is on its way any more. */
async function eraseMail(
  store: Store,
  run: LeasedRun,
  _erasure: Erasure,
  { key }: Sought,
): Promise<PartResult> {
  const { ids, underWay } = await findWaiting(store.read, key, mailsAtOnce)
  if (ids.length === 0 && underWay) return 'wait'
  return writePart(store, run, async (tx) => {
    const cancelled = ids.length > 0 ? await cancelMail(tx, ids) : 0
    return { found: { cancelled }, position: ids.length > 0 || underWay ? '' : null }
  })
}

async function erasePlace(
  store: Store,
  run: LeasedRun,
  erasure: Erasure,
  sought: Sought,
): Promise<PartResult> {
  const place = placeOf(erasure.phase)
  if (!place) throw new Error(`There is nothing to erase called ${erasure.phase}.`)
  const madeBefore = erasure.askedAt + mostApart
  let after = erasure.position
  let keys: string[] = []
  let isOver = false
  for (let parts = 0; parts < partsUnwritten && keys.length === 0 && !isOver; parts++) {
    const began = performance.now()
    const stretch = await scanStretch(store.read, place, sought, { after, most: rowsAtOnce, madeBefore })
    keys = stretch.keys
    isOver = stretch.next === null
    after = stretch.next ?? after
    if (keys.length === 0 && !isOver) await restAfter(began)
    if (run.stopping.aborted) break
  }
  return writePart(store, run, async (tx) => {
    const found = keys.length > 0 ? await redactRows(tx, place, keys, { sought, madeBefore }) : 0
    return { found: { [place.name]: found }, position: isOver ? null : after }
  })
}

/** What was done in a part, and where the next one begins; null where the phase is at its end. */
type Done = { found: Record<string, number>; position: string | null }

/** Does one part in a transaction, together with how far it has come, where the erasure is still ours. */
function writePart(
  store: Store,
  run: LeasedRun,
  work: (tx: Writer, erasure: Erasure) => Promise<Done>,
): Promise<PartResult> {
  return store.transact(async (tx) => {
    const held = await erasing.hold(tx, run)
    if (!held) return 'lost'
    const { id } = held
    const done = await work(tx, held)
    const found = addUp(held.found, done.found)
    const phase = done.position === null ? phaseAfter(held.phase) : held.phase
    if (phase !== null) {
      await tx
        .update(erasures)
        .set({ found, phase, position: done.position ?? '' })
        .where(eq(erasures.id, id))
      return 'more'
    }
    await tx
      .update(erasures)
      .set({ found, address: null, phase: '', position: '', finishedAt: now() })
      .where(eq(erasures.id, id))
    const { askedBy: actorId } = held
    await writeAudit(tx, { actorId, action: 'personal.erasure-finished', subjectId: id, after: { found } })
    return 'over'
  })
}

function addUp(before: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const sum = { ...before }
  for (const [kind, number] of Object.entries(more)) if (number > 0) sum[kind] = (sum[kind] ?? 0) + number
  return sum
}

import { and, asc, eq, isNull, lt, or } from 'drizzle-orm'
import { erasures } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
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

/** What one part came to: more is to be done, it has to wait for mail that is on its way, it is over, or another worker has it. */
export type Part = 'more' | 'wait' | 'over' | 'lost'

/**
 * Goes on with every erasure that no other worker holds, in small parts with a rest after each, until nothing is left to do now or
 * `stopping`. The worker's job; wherever it is interrupted, it goes on from its last part.
 */
export async function runErasures(store: Store, stopping: AbortSignal): Promise<void> {
  const owner = newId()
  const waiting = new Set<string>()
  while (!stopping.aborted) {
    const id = await claimErasure(store, owner, waiting)
    if (!id) return
    if ((await runErasure(store, { id, owner, stopping })) === 'wait') waiting.add(id)
  }
}

/** Takes the erasure that has waited longest; null where none is free. */
async function claimErasure(store: Store, owner: string, but: ReadonlySet<string>): Promise<string | null> {
  const isFree = () =>
    and(isNull(erasures.finishedAt), or(isNull(erasures.leaseUntil), lt(erasures.leaseUntil, now())))
  const find = (read: Pick<Writer, 'select'>) =>
    read.select({ id: erasures.id }).from(erasures).where(isFree()).orderBy(asc(erasures.askedAt))
  // Looking comes first, so that looking in vain writes nothing.
  const isThere = (rows: { id: string }[]) => rows.find(({ id }) => !but.has(id))
  if (!isThere(await find(store.read))) return null
  return store.transact(async (tx) => {
    const free = isThere(await find(tx))
    if (!free) return null
    await tx.update(erasures).set(leaseOf(owner)).where(eq(erasures.id, free.id))
    return free.id
  })
}

/** Takes this erasure, where no worker has it. */
export async function claimOne(store: Store, owner: string, id: string): Promise<boolean> {
  const isFree = or(isNull(erasures.leaseUntil), lt(erasures.leaseUntil, now()))
  const taken = await store.transact((tx) =>
    tx
      .update(erasures)
      .set(leaseOf(owner))
      .where(and(eq(erasures.id, id), isNull(erasures.finishedAt), isFree))
      .returning({ id: erasures.id }),
  )
  return taken.length > 0
}

function leaseOf(owner: string) {
  return { leaseOwner: owner, leaseUntil: now() + erasureLease }
}

type Run = { id: string; owner: string; stopping: AbortSignal }

/** Goes on with an erasure that `owner` holds, and gives it back. Answers what its last part came to. */
export async function runErasure(store: Store, run: Run): Promise<Part> {
  let part: Part = 'more'
  while (part === 'more' && !run.stopping.aborted) {
    const began = performance.now()
    part = await erasePart(store, run)
    await restAfter(began)
  }
  const isHeld = and(eq(erasures.id, run.id), eq(erasures.leaseOwner, run.owner))
  await store.transact((tx) => tx.update(erasures).set({ leaseOwner: null, leaseUntil: null }).where(isHeld))
  return part
}

type Erasure = typeof erasures.$inferSelect

async function erasePart(store: Store, run: Run): Promise<Part> {
  const [erasure] = await store.read.select().from(erasures).where(eq(erasures.id, run.id))
  if (!erasure?.address) return 'over'
  const sought = readSought(erasure.address)
  if (erasure.phase === 'contacts') return eraseAccounts(store, run, erasure, sought)
  if (erasure.phase === 'waiting-mail') return eraseMail(store, run, erasure, sought)
  return erasePlace(store, run, erasure, sought)
}

/** Accounts whose contacts still have the address, which serves in very many. */
async function eraseAccounts(store: Store, run: Run, erasure: Erasure, sought: Sought): Promise<Part> {
  const after = erasure.position
  const some = await listAccountsWith(store.read, sought.key, { after, most: accountsAtOnce })
  return writePart(store, run, async (tx, now) => {
    let found = 0
    for (const id of some) found += (await takeAddressOut(tx, id, sought, now.askedBy)) ? 1 : 0
    return { found: { contacts: found }, position: some.at(-1) ?? null }
  })
}

/** What waits is not sent; history begins once nothing is on its way any more. */
async function eraseMail(store: Store, run: Run, _erasure: Erasure, { key }: Sought): Promise<Part> {
  const { ids, underWay } = await findWaiting(store.read, key, mailsAtOnce)
  if (ids.length === 0 && underWay) return 'wait'
  return writePart(store, run, async (tx) => {
    const cancelled = ids.length > 0 ? await cancelMail(tx, ids) : 0
    return { found: { cancelled }, position: ids.length > 0 || underWay ? '' : null }
  })
}

async function erasePlace(store: Store, run: Run, erasure: Erasure, sought: Sought): Promise<Part> {
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
  { id, owner }: Run,
  work: (tx: Writer, erasure: Erasure) => Promise<Done>,
): Promise<Part> {
  return store.transact(async (tx) => {
    const [held] = await tx
      .update(erasures)
      .set(leaseOf(owner))
      .where(and(eq(erasures.id, id), eq(erasures.leaseOwner, owner), isNull(erasures.finishedAt)))
      .returning()
    if (!held) return 'lost'
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

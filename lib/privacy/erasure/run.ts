import { eq, isNull } from 'drizzle-orm'
import { erasures } from '#/db/schema/record.ts'
import { exclusive, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type LeasedRun, type PartResult, withLease } from '#/lib/platform/jobs/with-lease.ts'
import { askAndPause } from '#/lib/platform/store/pause.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { places } from '#/lib/privacy/personal-data/places.ts'
import { scanPage } from '#/lib/privacy/personal-data/scan.ts'
import { type ErasureSubject, parseSubject } from '#/lib/privacy/personal-data/subject.ts'
import { cancelMail, findWaitingMail } from './cancel-mail.ts'
import { listServed } from './current-data.ts'
import { accountsPerBatch } from './erase.ts'
import { eraseFromAccount } from './erase-from-account.ts'
import { erasurePhases } from './queries.ts'
import { redactRows } from './redact-rows.ts'

/** The worker's job; wake it after beginning an erasure. */
export const erasuresJob = 'erasures'

/** Milliseconds that a worker holds an erasure after each part; then another worker may take it. */
export const erasureLease = 30_000
/** Rows scanned and mails cancelled per part, in some milliseconds on either engine. */
const rowsPerBatch = 500
const mailsPerBatch = 50
/** Parts without a hit write nothing; after this many the position is saved. */
const maxEmptyParts = 20
/** Most milliseconds by which the clocks of the machines that make ids may differ. */
const maxClockSkew = minute

/**
 * Continues every erasure as far as possible; it waits for mail that is being sent. The worker's job; an
 * interrupted run resumes after its last part.
 */
export const erasureRunner = withLease({
  table: erasures,
  length: erasureLease,
  isOpen: isNull(erasures.finishedAt),
  since: erasures.askedAt,
  part: erasePart,
})

type Erasure = typeof erasures.$inferSelect

/** What a part found, and where the next part begins; null at the end of the phase. */
type Done = { found: Record<string, number>; position: string | null }
type Work = (tx: Writer, askedBy: string | null) => Promise<Done>

async function erasePart(store: Store, run: LeasedRun): Promise<PartResult> {
  const [erasure] = await store.read.select().from(erasures).where(eq(erasures.id, run.id))
  if (!erasure?.address) return 'over'
  const work = await findWork(store.read, erasure, parseSubject(erasure.address), run.stopping)
  if (work === null) return 'wait'
  // Notices whose mail is cancelled go to the next step.
  const turn = erasure.phase === 'waiting-mail' ? exclusive : {}
  return store.transact((tx) => writePart(tx, run, work), turn)
}

/** The next part of an erasure; null if it has to wait. */
function findWork(
  read: Reader,
  erasure: Erasure,
  subject: ErasureSubject,
  stopping: AbortSignal,
): Promise<Work | null> {
  if (erasure.phase === 'contacts') return findAccounts(read, erasure, subject)
  if (erasure.phase === 'waiting-mail') return findMail(read, subject)
  return findRows(read, erasure, subject, stopping)
}

/** Finds the accounts that still have the address in their contacts, if they are very many. */
async function findAccounts(
  read: Reader,
  { position: after }: Erasure,
  subject: ErasureSubject,
): Promise<Work> {
  const some = await listServed(read, subject.key, { after, most: accountsPerBatch })
  return async (tx, askedBy) => {
    let found = 0
    for (const id of some) found += (await eraseFromAccount(tx, id, subject, askedBy)) ? 1 : 0
    return { found: { contacts: found }, position: some.at(-1) ?? null }
  }
}

/** Cancels waiting mail. History begins once no worker is sending mail to the address. */
async function findMail(read: Reader, { key }: ErasureSubject): Promise<Work | null> {
  const { ids, isSending } = await findWaitingMail(read, key, mailsPerBatch)
  if (ids.length === 0 && isSending) return null
  return async (tx) => {
    const cancelled = ids.length > 0 ? await cancelMail(tx, ids) : 0
    return { found: { cancelled }, position: ids.length > 0 || isSending ? '' : null }
  }
}

async function findRows(
  read: Reader,
  erasure: Erasure,
  subject: ErasureSubject,
  stopping: AbortSignal,
): Promise<Work> {
  const place = places.find(({ name }) => name === erasure.phase)
  if (!place) throw new Error(`There is nothing to erase called ${erasure.phase}.`)
  const madeBefore = erasure.askedAt + maxClockSkew
  let after = erasure.position
  let keys: string[] = []
  let isOver = false
  for (let parts = 0; parts < maxEmptyParts && keys.length === 0 && !isOver; parts++) {
    const options = { after, most: rowsPerBatch, madeBefore }
    const stretch = await askAndPause(() => scanPage(read, place, subject, options))
    keys = stretch.keys
    isOver = stretch.next === null
    after = stretch.next ?? after
    if (stopping.aborted) break
  }
  return async (tx) => {
    const found = keys.length > 0 ? await redactRows(tx, place, keys, { subject, madeBefore }) : 0
    return { found: { [place.name]: found }, position: isOver ? null : after }
  }
}

/** Does one part and saves its progress, if this worker still holds the erasure. */
async function writePart(tx: Writer, run: LeasedRun, work: Work): Promise<PartResult> {
  const held = await erasureRunner.hold(tx, run)
  if (!held) return 'lost'
  const done = await work(tx, held.askedBy)
  const found = addUp(held.found, done.found)
  const phase = done.position === null ? erasurePhases[erasurePhases.indexOf(held.phase) + 1] : held.phase
  const isOver = phase === undefined
  const { id, askedBy: actorId } = held
  const over = { address: null, phase: '', position: '', finishedAt: now() }
  const next = isOver ? over : { phase, position: done.position ?? '' }
  await tx
    .update(erasures)
    .set({ found, ...next })
    .where(eq(erasures.id, id))
  if (!isOver) return 'more'
  await writeAudit(tx, { actorId, action: 'personal.erasure-finished', subjectId: id, after: { found } })
  return 'over'
}

function addUp(before: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const sum = { ...before }
  for (const [kind, number] of Object.entries(more)) if (number > 0) sum[kind] = (sum[kind] ?? 0) + number
  return sum
}

import { asc, eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { closedDays, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { dataRules } from '#/lib/privacy/personal-data/data-rules.ts'
import { listOwnAddresses } from './own-addresses.ts'
import { deletionPhases } from './phases.ts'

/** The account that is being deleted: its phase, and how many rows were deleted. */
type Progress = { accountId: string; addresses: string[]; phase: number; after: string; rows: number }
const kept = dataRules.accounts.kept.accounts
const progressRow = defineProgress<Progress>('account-deletion')
/** Per run, which takes a second or two with the pauses; the next run continues. */
const maxSteps = 50

/**
 * Deletes accounts with everything in them 30 days after their closing (product.md, Personal data; decision 036), the
 * one closed longest ago first. A step deletes some hundred rows and saves its progress in one transaction, so a
 * restart resumes and no worker repeats it. Stops when `stopping` is aborted. Returns whether there is more.
 */
export async function deleteClosed(store: Store, stopping?: AbortSignal): Promise<boolean> {
  // Reads first, so that a run with nothing to do writes nothing.
  if (!(await progressRow.read(store.read)) && !(await findNext(store.read))) return false
  return inSteps(store, takeStep, { stopping, most: maxSteps })
}

/** Returns whether there was anything to do. */
async function takeStep(tx: Writer): Promise<boolean> {
  const progress = (await progressRow.read(tx)) ?? (await begin(tx))
  if (progress) await resume(tx, progress)
  return progress !== null
}

async function resume(tx: Writer, progress: Progress): Promise<void> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, progress.accountId))
  const phase = deletionPhases[progress.phase]
  if (!account || account.closedAt === null || mayReopen(account.closedAt, now()))
    return progressRow.forget(tx)
  if (!phase) return finish(tx, account, progress)
  const { addresses, after } = progress
  const step = await phase(tx, { accountId: account.id, slug: account.slug, addresses, after })
  const rows = progress.rows + step.rows
  const next = step.done ? { phase: progress.phase + 1, after: '' } : { after: step.after ?? '' }
  await progressRow.write(tx, { ...progress, ...next, rows })
}

async function begin(tx: Writer): Promise<Progress | null> {
  const account = await findNext(tx)
  if (!account) return null
  const addresses = await listOwnAddresses(tx, account.id)
  return { accountId: account.id, addresses, phase: 0, after: '', rows: 0 }
}

async function finish(tx: Writer, account: Account, progress: Progress): Promise<void> {
  // A notice arrived while the account was being deleted.
  if ((await tx.$count(notices, eq(notices.accountId, account.id))) > 0)
    return progressRow.write(tx, { ...progress, phase: 0 })
  await tx.delete(unguarded(accounts)).where(eq(accounts.id, account.id))
  await progressRow.forget(tx)
  const { id: subjectId, name, slug, closedAt, closedBy, closeReason: reason } = account
  const said = { before: { name, slug, closedAt, closedBy, reason }, after: { rows: progress.rows } }
  await writeAudit(tx, { actorId: null, action: 'account.deleted', subjectId, ...said })
}

async function findNext(read: Reader): Promise<{ id: string } | null> {
  const [next] = await read
    .select({ id: accounts.id })
    .from(accounts)
    .where(kept.isOld(now() - closedDays * day))
    .orderBy(asc(accounts.closedAt), asc(accounts.id))
    .limit(1)
  return next ?? null
}

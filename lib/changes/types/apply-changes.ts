import { and, asc, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { mailDeadline } from '#/lib/changes/gate/deadline.ts'
import { defineProgress, listProgress } from '#/lib/platform/jobs/progress.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** A rule change whose accounts are still being updated. */
export type TypeChange = {
  /** The deadline that the change set, which marks the accounts to mail; null without one. */
  dueAt: number | null
  /** The slug of the last account that is done. */
  after: string
  done: number
  total: number
}

export const typeChangesJob = 'integration types'

/** Stored until all accounts of the type are done. */
const prefix = 'type-change:'
const progressOf = (typeId: string) => defineProgress<TypeChange>(prefix + typeId)

export function findTypeChange(read: Reader, typeId: string): Promise<TypeChange | null> {
  return progressOf(typeId).read(read)
}

/** All rule changes that are still being applied, by type. */
export function listTypeChanges(read: Reader): Promise<Map<string, TypeChange>> {
  return listProgress<TypeChange>(read, prefix)
}

/** Call it in the transaction that changes the rule. A type without accounts needs no follow-up. */
export async function startTypeChange(
  tx: Writer,
  typeId: string,
  { dueAt, total }: Pick<TypeChange, 'dueAt' | 'total'>,
): Promise<void> {
  if (total > 0) await progressOf(typeId).write(tx, { dueAt, total, after: '', done: 0 })
}

const accountsPerBatch = 50

/**
 * Updates the accounts of types whose rule changed: their gate, their search row, and the mail about a new deadline.
 * Each transaction does fifty and stores its progress, so that a restart continues and several workers mail nobody
 * twice.
 */
export async function applyTypeChanges(store: Store, stopping?: AbortSignal): Promise<void> {
  for (const typeId of (await listTypeChanges(store.read)).keys())
    await inSteps(store, (tx) => resume(tx, typeId), { stopping, share: 0 })
}

/** Returns whether there may be more. */
async function resume(tx: Writer, typeId: string): Promise<boolean> {
  const change = await findTypeChange(tx, typeId)
  if (!change) return false
  const some = await tx
    .select({ id: accounts.id, slug: accounts.slug })
    .from(accounts)
    .where(
      and(eq(accounts.integrationTypeId, typeId), change.after ? gt(accounts.slug, change.after) : undefined),
    )
    .orderBy(asc(accounts.slug))
    .limit(accountsPerBatch)
  for (const { id } of some) await updateAccount(tx, id, change)
  const last = some.at(-1)
  if (!last || some.length < accountsPerBatch) {
    await progressOf(typeId).forget(tx)
    return false
  }
  await progressOf(typeId).write(tx, { ...change, after: last.slug, done: change.done + some.length })
  return true
}

async function updateAccount(tx: Writer, accountId: string, { dueAt }: TypeChange): Promise<void> {
  const loaded = await loadAccount(tx, { id: accountId }, now())
  if (!loaded) return
  await changeAccount(tx, loaded, { kind: 'type-rule', actorId: null, audit: null })
  const { account } = loaded
  if (dueAt !== null && account.dueAt === dueAt && account.closedAt === null && loaded.missing.length > 0)
    await mailDeadline(tx, loaded, dueAt)
}

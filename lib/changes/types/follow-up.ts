import { and, asc, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { mailDeadline } from '#/lib/changes/gate/deadline.ts'
import { defineProgress, listProgress } from '#/lib/platform/jobs/progress.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** A change of a type's rule whose accounts are still gone through. */
export type TypeChange = {
  /** The deadline it set, by which those whom to tell are known; null where it set none. */
  dueAt: number | null
  /** The short name of the account gone through last. */
  after: string
  done: number
  total: number
}

export const typeChangesJob = 'integration types'

/** Kept until all accounts of the type are done. */
const prefix = 'type-change:'
const progressOf = (typeId: string) => defineProgress<TypeChange>(prefix + typeId)

export function findTypeChange(read: Reader, typeId: string): Promise<TypeChange | null> {
  return progressOf(typeId).read(read)
}

/** Every change that is still going on, by its type. */
export function listTypeChanges(read: Reader): Promise<Map<string, TypeChange>> {
  return listProgress<TypeChange>(read, prefix)
}

/** In the transaction that changes the rule. A type without accounts has nothing to follow. */
export async function beginTypeChange(
  tx: Writer,
  typeId: string,
  { dueAt, total }: Pick<TypeChange, 'dueAt' | 'total'>,
): Promise<void> {
  if (total > 0) await progressOf(typeId).write(tx, { dueAt, total, after: '', done: 0 })
}

const accountsAtOnce = 50

/**
 * Goes through the accounts of types whose rule was changed: the gate's two facts, the mail to owners and editors of those that
 * have a deadline by it, and what each is found by. Fifty in a transaction, which also keeps how far it got, so that it goes on
 * after a restart and several workers tell nobody twice.
 */
export async function followTypeChanges(store: Store, stopping?: AbortSignal): Promise<void> {
  for (const typeId of (await listTypeChanges(store.read)).keys()) {
    await inSteps(store, (tx) => goOn(tx, typeId), { stopping, share: 0 })
  }
}

/** Answers whether there may be more. */
async function goOn(tx: Writer, typeId: string): Promise<boolean> {
  const change = await findTypeChange(tx, typeId)
  if (!change) return false
  const some = await tx
    .select({ id: accounts.id, slug: accounts.slug })
    .from(accounts)
    .where(
      and(eq(accounts.integrationTypeId, typeId), change.after ? gt(accounts.slug, change.after) : undefined),
    )
    .orderBy(asc(accounts.slug))
    .limit(accountsAtOnce)
  for (const { id } of some) await follow(tx, id, change)
  const last = some.at(-1)
  if (!last || some.length < accountsAtOnce) {
    await progressOf(typeId).forget(tx)
    return false
  }
  await progressOf(typeId).write(tx, { ...change, after: last.slug, done: change.done + some.length })
  return true
}

async function follow(tx: Writer, accountId: string, { dueAt }: TypeChange): Promise<void> {
  const standing = await loadAccount(tx, { id: accountId }, now())
  if (!standing) return
  await changeAccount(tx, standing, { kind: 'type-rule', actorId: null, audit: null })
  const { account } = standing
  if (dueAt !== null && account.dueAt === dueAt && account.closedAt === null && standing.missing.length > 0) {
    await mailDeadline(tx, standing, dueAt)
  }
}

import { and, asc, eq, gt, like } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { settings } from '#/db/schema/record.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { findStanding } from '#/lib/accounts/account/standing.ts'
import { indexAccount } from '#/lib/accounts/search/index-account.ts'
import { applyDueRule, tellOfDeadline } from '#/lib/changes/gate/due-rule.ts'
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

/** Kept beside the settings, one row for each type, until all its accounts are done. */
const prefix = 'type-change:'

export async function findTypeChange(read: Reader, typeId: string): Promise<TypeChange | null> {
  const [row] = await read
    .select()
    .from(settings)
    .where(eq(settings.key, prefix + typeId))
  // Written by `writeTypeChange` alone.
  return (row?.value as TypeChange | undefined) ?? null
}

/** Every change that is still going on, by its type. */
export async function listTypeChanges(read: Reader): Promise<Map<string, TypeChange>> {
  const rows = await read
    .select()
    .from(settings)
    .where(like(settings.key, `${prefix}%`))
  return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value as TypeChange]))
}

/** In the transaction that changes the rule. A type without accounts has nothing to follow. */
export async function beginTypeChange(
  tx: Writer,
  typeId: string,
  { dueAt, total }: Pick<TypeChange, 'dueAt' | 'total'>,
): Promise<void> {
  if (total > 0) await writeTypeChange(tx, typeId, { dueAt, total, after: '', done: 0 })
}

async function writeTypeChange(tx: Writer, typeId: string, value: TypeChange): Promise<void> {
  await tx
    .insert(settings)
    .values({ key: prefix + typeId, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}

const accountsAtOnce = 50

/**
 * Goes through the accounts of types whose rule was changed: the gate's two facts, the mail to owners and editors of those that
 * have a deadline by it, and what each is found by. Fifty in a transaction, which also keeps how far it got, so that it goes on
 * after a restart and several workers tell nobody twice.
 */
export async function followTypeChanges(store: Store, stopping?: AbortSignal): Promise<void> {
  for (const typeId of (await listTypeChanges(store.read)).keys()) {
    while (!stopping?.aborted && (await store.transact((tx) => goOn(tx, typeId)))) {
      await new Promise(setImmediate)
    }
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
    await tx.delete(settings).where(eq(settings.key, prefix + typeId))
    return false
  }
  await writeTypeChange(tx, typeId, { ...change, after: last.slug, done: change.done + some.length })
  return true
}

async function follow(tx: Writer, accountId: string, { dueAt }: TypeChange): Promise<void> {
  const standing = await findStanding(tx, { id: accountId }, now())
  if (!standing) return
  await applyDueRule(tx, standing)
  const { account } = standing
  if (dueAt !== null && account.dueAt === dueAt && account.closedAt === null && standing.missing.length > 0) {
    await tellOfDeadline(tx, standing, dueAt)
  }
  await indexAccount(tx, accountId)
}

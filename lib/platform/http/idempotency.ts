import { and, eq, gt } from 'drizzle-orm'
import { idempotencyKeys } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'

const idempotencyLife = day

/** A request that the sender may repeat: the sender's key, and the hash of the body. */
export type Idempotency = { key: string; bodyHash: string }

/** Requests under way in this process; routes and the worker are separate module graphs. */
const shared = globalThis as typeof globalThis & { recapitoRequests?: Set<string> }

/**
 * Runs `work` unless this process runs a request of the same source and key. The store makes other processes wait.
 * @throws AppError `idempotency-running`
 */
export async function runOnce<Result>(
  sourceId: string,
  given: Idempotency | null,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!given) return work()
  shared.recapitoRequests ??= new Set()
  const id = rowId(sourceId, given)
  if (shared.recapitoRequests.has(id)) throw new AppError('idempotency-running')
  shared.recapitoRequests.add(id)
  try {
    return await work()
  } finally {
    shared.recapitoRequests.delete(id)
  }
}

/** The answer to the same earlier request; null if it is new. @throws AppError `idempotency-mismatch` */
export async function findSavedResponse(
  tx: Reader,
  sourceId: string,
  given: Idempotency,
  at: number,
): Promise<unknown | null> {
  const [saved] = await tx
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.id, rowId(sourceId, given)),
        gt(idempotencyKeys.createdAt, at - idempotencyLife),
      ),
    )
  if (!saved) return null
  if (saved.bodyHash !== given.bodyHash) throw new AppError('idempotency-mismatch')
  return saved.answer
}

/** Keeps the answer in the transaction that made it, so that refusals and failures are not kept. */
export async function saveResponse(
  tx: Writer,
  sourceId: string,
  given: Idempotency,
  answer: unknown,
  at: number,
): Promise<void> {
  const row = { bodyHash: given.bodyHash, answer, createdAt: at }
  await tx
    .insert(idempotencyKeys)
    .values({ id: rowId(sourceId, given), ...row })
    .onConflictDoUpdate({ target: idempotencyKeys.id, set: row })
}

const rowId = (sourceId: string, { key }: Idempotency): string => hashSecret(JSON.stringify([sourceId, key]))

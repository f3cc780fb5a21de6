import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { hasFailed, type Settlement } from '#/lib/platform/mail/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'

/** A claimed mail and what became of it. `emptied`: what the template needed is a secret, or needed no more. */
export type SettledMail = { row: OutboxRow; settlement: Settlement; emptied: boolean }

/** What follows from a settled mail, in the transaction that settles it. */
export type FollowUp = (tx: Writer, settled: OutboxRow) => Promise<void>

/**
 * Writes what became of claimed mails, and what follows from it, in one transaction. Answers the ids of those that were
 * still their owner's: the lease of the others passed to somebody else meanwhile, and nothing of them is written.
 */
export async function settleMails(
  store: Store,
  mails: readonly SettledMail[],
  followUp: FollowUp,
): Promise<Set<string>> {
  const written = new Set<string>()
  const at = now()
  // Two addresses of one step that fail at once must not each find the other still being tried.
  const isolation = mails.some(({ settlement }) => hasFailed(settlement.status))
    ? 'serializable'
    : 'read committed'
  await store.transact(
    async (tx) => {
      written.clear()
      for (const alike of Map.groupBy(mails, likenessOf).values()) {
        for (const row of await settleAlike(tx, alike, at)) {
          written.add(row.id)
          await followUp(tx, row)
        }
      }
    },
    { isolation },
  )
  return written
}

/** Mails that a single statement can settle; most are accepted at the first try. */
function likenessOf({ row, settlement, emptied }: SettledMail): string {
  return JSON.stringify([row.leaseOwner, row.attempts, row.history, settlement, emptied])
}

async function settleAlike(tx: Writer, alike: readonly SettledMail[], at: number): Promise<OutboxRow[]> {
  const [one] = alike
  if (!one) return []
  const { row, emptied } = one
  const { status, dueAt, lastError } = one.settlement
  return tx
    .update(outbox)
    .set({
      status,
      dueAt,
      lastError,
      history: [...(row.history ?? []), { at, status, error: lastError }],
      leaseOwner: null,
      leaseUntil: null,
      ...(dueAt === null ? { settledAt: at } : {}),
      ...(emptied ? { data: {} } : {}),
    })
    .where(
      and(
        inArray(
          outbox.id,
          alike.map(({ row }) => row.id),
        ),
        eq(outbox.leaseOwner, row.leaseOwner ?? ''),
        eq(outbox.attempts, row.attempts),
      ),
    )
    .returning()
}

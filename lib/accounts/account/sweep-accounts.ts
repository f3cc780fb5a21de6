import { and, isNull, type SQL } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { lockRows } from '#/db/store/row-locks.ts'
import type { Writer } from '#/db/store/store.ts'
import { sweep } from '#/lib/platform/jobs/sweep.ts'
import type { Account } from './load-account.ts'

type AccountSweep = {
  turn: { name: string; every: number }
  /** Accounts per run; a run takes well under a second on either engine. */
  most?: number
  isWanted: SQL | undefined
  work(tx: Writer, some: readonly Account[]): Promise<number>
}

/**
 * A job that goes through all open accounts and handles the wanted ones. `work` runs with their rows locked, so that nobody changes
 * them or their contacts, and checks again whether they match.
 */
export function sweepAccounts({ isWanted, most = 1000, work, ...rest }: AccountSweep) {
  return sweep<Account>({
    ...rest,
    isolation: 'read committed',
    async work(tx, some) {
      await lockRows(
        tx,
        accounts,
        some.map(({ id }) => id),
      )
      return work(tx, some)
    },
    most,
    table: accounts,
    key: accounts.id,
    find: (read, within) =>
      read
        .select()
        .from(accounts)
        .where(and(within, isWanted, isNull(accounts.closedAt))),
    atOnce: 100,
  })
}

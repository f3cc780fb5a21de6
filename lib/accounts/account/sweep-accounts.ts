import { and, isNull, type SQL } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
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

/** A job that goes through all open accounts and handles the wanted ones. */
export function sweepAccounts({ isWanted, most = 1000, ...rest }: AccountSweep) {
  return sweep<Account>({
    ...rest,
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

import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { turns } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { takeTurn } from '#/lib/platform/jobs/turns.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'
import type { Account } from './standing.ts'

const accountsPerLook = 1000
const accountsPerChunk = 100
/** So many are worked at in a run, which then takes well under a second on either engine; the next run goes on. */
const accountsPerRun = 1000

const columns = {
  id: accounts.id,
  state: accounts.state,
  firstCompleteAt: accounts.firstCompleteAt,
  dueAt: accounts.dueAt,
  reviewDueAt: accounts.reviewDueAt,
  reviewMailDueAt: accounts.reviewMailDueAt,
  drillDueAt: accounts.drillDueAt,
}
export type WalkedAccount = Pick<Account, keyof typeof columns>

/** `turn`: its name among the turns. `work` is done in one transaction for some of those that are wanted, and answers for how many. */
type Walk = {
  turn: string
  every: number
  most?: number
  isWanted(account: WalkedAccount): boolean
  work(tx: Writer, some: readonly WalkedAccount[]): Promise<number>
}

/**
 * Walks through all open accounts once in `every` milliseconds, whichever worker does, and works at those that are wanted; sooner
 * where it ended with some left, since `stopping` was aborted or it had done its `most`. In short steps, between which everybody
 * else has their turn. Answers how many.
 */
export async function walkAccounts(store: Store, walk: Walk, stopping?: AbortSignal): Promise<number> {
  const { turn, every, most = accountsPerRun, isWanted, work } = walk
  if (!(await takeTurn(store, turn, every))) return 0
  let done = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    let began = performance.now()
    const looked: WalkedAccount[] = await store.read
      .select(columns)
      .from(accounts)
      .where(and(gt(accounts.id, after), isNull(accounts.closedAt)))
      .orderBy(asc(accounts.id))
      .limit(accountsPerLook)
    for (const some of chunksOf(looked.filter(isWanted), accountsPerChunk)) {
      if (stopping?.aborted || done >= most) {
        await store.transact((tx) => tx.delete(turns).where(eq(turns.name, turn)))
        return done
      }
      done += await store.transact((tx) => {
        began = performance.now()
        return work(tx, some)
      })
      await restAfter(began)
    }
    await restAfter(began)
    after = looked.length < accountsPerLook ? undefined : looked.at(-1)?.id
  }
  return done
}

import { setTimeout } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { codeOf, hasWaitedInVain, isCollision, listCauses } from './failure.ts'
import { describeRetry, retries, transactions } from './follow.ts'
import type { SchemaGuard } from './schema-guard.ts'
import {
  type CommitListeners,
  newRunning,
  refuseNested,
  runInside,
  type Store,
  type TransactOptions,
  type Writer,
} from './store.ts'

export type Counted = { applied: number }
export const countMigrations = 'select count(*)::int as applied from drizzle.__drizzle_migrations'

/** Milliseconds from its first try for which work that collides is tried again: at once, then after a pause. */
const maxRetryTime = 5000
/** Work that waits for a lock is tried until a suspended process that holds it has lost it, after 10 s. */
const maxWaitTime = 12_000
const maxPause = 50
/** How often we retry when a row exists that the work did not find. */
const maxConflicts = 2

/** The lock of exclusive work. At *read committed* it is the transaction's first statement, and ends with it. */
const exclusiveLock = 7_265_636_172
const lockTransaction = `select pg_advisory_xact_lock(${exclusiveLock})`
/**
 * A serializable transaction takes its snapshot before a lock that is taken inside, and then lacks what the work before it
 * wrote. So the session holds the lock from before BEGIN until after COMMIT; it ends if its process is suspended between.
 */
const lockSession = `set idle_session_timeout = 10000; select pg_advisory_lock(${exclusiveLock})`
const unlockSession = `select pg_advisory_unlock(${exclusiveLock}); set idle_session_timeout = 0`

/**
 * Milliseconds: the longest wait for a lock is shorter than a digest's margin (lib/notices/delivery/digests.ts), so
 * that no exclusive work adds to a digest which is being mailed. A suspended process loses its transaction.
 */
const limitWaitTimes = 'set lock_timeout = 3000; set idle_in_transaction_session_timeout = 10000'
/** A plan for any values, made when a table was small, would still read all of it once it is large. */
const disablePlanCache = 'set plan_cache_mode = force_custom_plan'

/** The first statements on each connection of the store. */
export const setUp = `${limitWaitTimes}; ${disablePlanCache}`

/** Runs work in transactions of the pool's connections, again if it collides with other work. */
export function transactOn(pool: pg.Pool, guard: SchemaGuard, listeners: CommitListeners): Store['transact'] {
  const queue = new Queue()

  async function tryOnce<Result>(work: (tx: Writer) => Promise<Result>, options: TransactOptions) {
    const running = newRunning(options)
    const result = await inTransaction(pool, options, (tx, applied) => {
      const refusal = guard.refuse(applied, options)
      if (refusal) throw refusal
      return runInside(running, () => work(tx))
    })
    listeners.call(running.notes)
    for (const listener of running.after) listener()
    return result
  }

  return async (work, options = {}) => {
    refuseNested()
    transactions.publish(null)
    let began = Number.POSITIVE_INFINITY
    const run = () => {
      began = Math.min(began, performance.now())
      return tryOnce(work, options)
    }
    for (let tries = 1; ; tries++) {
      try {
        // One connection at a time waits for the lock; the others are for pages.
        return await (options.exclusive ? queue.run(run) : run())
      } catch (error) {
        const most = hasWaitedInVain(error) ? maxWaitTime : maxRetryTime
        if (!isRetryable(error, tries) || performance.now() - began > most) throw error
        retries.publish(describeRetry(error))
        if (tries > 1) await setTimeout(Math.random() * maxPause)
      }
    }
  }
}

/** Runs works one after another, in the order in which they came. */
class Queue {
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}

/** A connection keeps its writer, and a writer its prepared statements. */
const writers = new WeakMap<pg.PoolClient, Writer>()

function writerOf(client: pg.PoolClient): Writer {
  const writer = writers.get(client) ?? (drizzle(client) as unknown as Writer)
  writers.set(client, writer)
  return writer
}

/**
 * Works in a transaction on a connection of the pool, and always gives that back. drizzle's own `transaction` keeps the
 * connection when BEGIN fails: enough restarts of the database would use up the pool. The number of migrations comes
 * with BEGIN, so that asking for it costs no round trip.
 */
async function inTransaction<Result>(
  pool: pg.Pool,
  { isolation = 'serializable', exclusive = false }: TransactOptions,
  work: (tx: Writer, applied: number) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  const locksSession = exclusive && isolation === 'serializable'
  const begin = [
    `begin isolation level ${isolation}`,
    ...(exclusive && !locksSession ? [lockTransaction] : []),
    countMigrations,
  ]
  const end = (how: string) => (locksSession ? `${how}; ${unlockSession}` : how)
  try {
    if (locksSession) await client.query(lockSession)
    // Several statements in one query have several results, which the driver's types do not know.
    const begun = (await client.query(begin.join('; '))) as unknown as pg.QueryResult<Counted>[]
    const result = await work(writerOf(client), begun.at(-1)?.rows[0]?.applied ?? 0)
    await client.query(end('commit'))
    client.release()
    return result
  } catch (error) {
    const isUnlocked = await client.query(end('rollback')).then(
      () => true,
      () => false,
    )
    // A connection that may still have a transaction or the lock ends, and with it both.
    client.release(!isUnlocked)
    throw error
  }
}

/**
 * Whether the same work may succeed when run again: after a collision, or 23505 unique_violation, which PostgreSQL may
 * report instead when two transactions look and then write the same.
 */
function isRetryable(error: unknown, tries: number): boolean {
  if (isCollision(error)) return true
  return tries <= maxConflicts && listCauses(error).some((cause) => codeOf(cause) === '23505')
}

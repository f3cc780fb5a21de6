import { eq } from 'drizzle-orm'
import { turns } from '#/db/schema/record.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'

const isOurs = eq(turns.name, 'mail-outage')

/** Milliseconds for which an outage is outageTimeout: a worker asks its mail servers more often, unless it has ended. */
const outageTimeout = 3 * minute

/** The last outage state that a worker wrote; written once while mail servers work. */
export class OutageRecord {
  readonly #store: Store
  #writing: Promise<void> = Promise.resolve()
  #isDown: boolean | null = null
  #isStopped = false

  constructor(store: Store) {
    this.#store = store
  }

  note(isDown: boolean): void {
    if (this.#isStopped || (isDown === false && this.#isDown === false)) return
    this.#isDown = isDown
    this.#writing = this.#writing
      .then(() => recordOutage(this.#store, isDown))
      .catch((error: unknown) => logFault(error, 'the state of the mail servers could not be saved'))
      .then(() => undefined)
  }

  /** Writes nothing more. */
  stop(): void {
    this.#isStopped = true
  }

  end(): Promise<void> {
    return this.#writing
  }
}

/** Records that no mail server can be used, or that one can: other processes show the pages. */
export async function recordOutage(store: Store, isDown: boolean): Promise<void> {
  const nextAt = now() + outageTimeout
  await store.transact(
    async (tx) => {
      if (!isDown) await tx.delete(turns).where(isOurs)
      else
        await tx
          .insert(turns)
          .values({ name: 'mail-outage', nextAt })
          .onConflictDoUpdate({ target: turns.name, set: { nextAt } })
    },
    { isolation: 'read committed' },
  )
}

/** Whether mail waits because no mail server can be used. */
export async function isMailDown(read: Reader): Promise<boolean> {
  const [outage] = await read.select().from(turns).where(isOurs)
  return outage !== undefined && outage.nextAt > now() && outage.nextAt <= now() + outageTimeout
}

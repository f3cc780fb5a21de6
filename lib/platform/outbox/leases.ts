import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { claimMail, type OutboxRow, releaseMail, renewLeases } from './claims.ts'
import type { Lane } from './lane.ts'

/** What a worker has claimed is its own while it lives: leases are short, and renewed. */
export class Leases {
  readonly #store: Store
  readonly #lanes: readonly Lane[]
  readonly #length: number
  readonly #owner = newId()
  readonly #renewing: NodeJS.Timeout

  constructor(store: Store, lanes: readonly Lane[], length: number) {
    this.#store = store
    this.#lanes = lanes
    this.#length = length
    this.#renewing = setInterval(() => this.#renew(), length / 3)
  }

  /** Claims up to `limit` mails for the lane; answers whether there was any. */
  async claim(lane: Lane, limit: number): Promise<boolean> {
    // The clock may have jumped: what we hold and are working at would be taken from ourselves.
    if (this.#listHeld().some(({ leaseUntil }) => (leaseUntil ?? 0) <= now())) await this.#renew()
    const rows = await claimMail(this.#store, {
      lane: lane.name,
      owner: this.#owner,
      leaseUntil: now() + this.#length,
      limit,
      passedOver: lane.passOver(),
    })
    lane.add(rows, rows.length === limit)
    return rows.length > 0
  }

  /** Gives back what waits for a place. */
  async release(): Promise<void> {
    const ids = this.#lanes.flatMap((lane) => lane.takeReady()).map(({ id }) => id)
    if (ids.length === 0) return
    await releaseMail(this.#store, this.#owner, ids).catch((error: unknown) =>
      log.error({ error }, 'claimed mail could not be given back'),
    )
  }

  stop(): void {
    clearInterval(this.#renewing)
  }

  #listHeld(): OutboxRow[] {
    return this.#lanes.flatMap((lane) => lane.listHeld())
  }

  async #renew(): Promise<void> {
    const [aging, latest] = [now() + (this.#length * 2) / 3, now() + this.#length]
    // One that lies further ahead was written before the clock was set back.
    const old = this.#listHeld().filter(
      ({ leaseUntil: until }) => (until ?? 0) < aging || (until ?? 0) > latest,
    )
    if (old.length === 0) return
    try {
      const leaseUntil = now() + this.#length
      const ids = old.map(({ id }) => id)
      const kept = await renewLeases(this.#store, { owner: this.#owner, ids, leaseUntil })
      for (const row of old) if (kept.has(row.id)) row.leaseUntil = leaseUntil
    } catch (error) {
      log.error({ error }, 'leases could not be renewed')
    }
  }
}

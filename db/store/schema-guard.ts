import { StoreError } from './store.ts'

/**
 * Notices that a newer version has migrated the store since this process opened it. From then on this process knows the
 * tables wrongly, so it writes nothing but the outcome of what it holds.
 */
export class SchemaGuard {
  readonly #opened: number
  readonly #outdated = new AbortController()

  /** `opened`: how many migrations the store had once this process had opened it. */
  constructor(opened: number) {
    this.#opened = opened
  }

  /** Aborted once the store was migrated under this process. */
  get outdated(): AbortSignal {
    return this.#outdated.signal
  }

  /** Takes note of how many migrations the store has had, and answers that. */
  see(applied: number): number {
    if (applied > this.#opened && !this.outdated.aborted)
      this.#outdated.abort(
        new StoreError(
          `A newer Recapito has migrated the store to schema ${applied}; this process knows ${this.#opened} and has stopped writing. Replace it with the newer version.`,
        ),
      )
    return applied
  }

  /** The error for a transaction that begins when the store has had `applied` migrations; null if it may continue. */
  refuse(applied: number, { settles = false }: { settles?: boolean }): StoreError | null {
    this.see(applied)
    return this.outdated.aborted && !settles ? this.outdated.reason : null
  }
}

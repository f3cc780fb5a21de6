import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreError } from './index.ts'

const inside = new AsyncLocalStorage<true>()

/** Runs the work of a transaction so that a transact inside it is refused instead of waiting for itself. */
export function runInside<Result>(work: () => Promise<Result>): Promise<Result> {
  return inside.run(true, work)
}

export function refuseNested(): void {
  if (inside.getStore()) throw new StoreError('transact was called inside another transact.')
}

/** The listeners of a store's commits. */
export class CommitListeners {
  #listeners = new Set<() => void>()

  /** Called in the asynchronous context of whoever listens, not of whoever committed. */
  add(listener: () => void): () => void {
    const bound = AsyncLocalStorage.bind(listener)
    this.#listeners.add(bound)
    return () => this.#listeners.delete(bound)
  }

  call(): void {
    for (const listener of this.#listeners) listener()
  }
}

import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreError } from './store.ts'

/** Listeners that run once a transaction is committed, and never if it is not. */
export type AfterCommit = (() => void)[]

/** `globalThis`: Next keeps routes and instrumentation in module graphs of their own, which share a store. */
const shared = globalThis as typeof globalThis & { recapitoInside?: AsyncLocalStorage<AfterCommit> }
shared.recapitoInside ??= new AsyncLocalStorage()
const inside = shared.recapitoInside

/** Runs the work of a transaction so that a nested transact is refused instead of waiting for itself. */
export function runInside<Result>(work: () => Promise<Result>, after: AfterCommit): Promise<Result> {
  return inside.run(after, work)
}

/** Runs the listener in its own context once the running transaction is committed; at once if there is none. */
export function afterCommit(listener: () => void): void {
  const after = inside.getStore()
  if (after) after.push(AsyncLocalStorage.bind(listener))
  else listener()
}

export function refuseNested(): void {
  if (inside.getStore()) throw new StoreError('transact was called inside another transact.')
}

export class CommitListeners {
  #listeners = new Set<() => void>()

  /** Calls the listener in the asynchronous context that added it, not in that of the commit. */
  add(listener: () => void): () => void {
    const bound = AsyncLocalStorage.bind(listener)
    this.#listeners.add(bound)
    return () => this.#listeners.delete(bound)
  }

  call(): void {
    for (const listener of this.#listeners) listener()
  }
}

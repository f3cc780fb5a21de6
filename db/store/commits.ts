import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreError } from './store.ts'

/** What is done once a transaction is committed, and never where it is not. */
export type AfterCommit = (() => void)[]

/** `globalThis`: Next keeps routes and instrumentation in module graphs of their own, which share a store. */
const shared = globalThis as typeof globalThis & { recapitoInside?: AsyncLocalStorage<AfterCommit> }
shared.recapitoInside ??= new AsyncLocalStorage()
const inside = shared.recapitoInside

/** Runs the work of a transaction so that a transact inside it is refused instead of waiting for itself. */
export function runInside<Result>(work: () => Promise<Result>, after: AfterCommit): Promise<Result> {
  return inside.run(after, work)
}

/** Has something done once the running transaction is committed, in its own context; at once where none runs. */
export function afterCommit(listener: () => void): void {
  const after = inside.getStore()
  if (after) after.push(AsyncLocalStorage.bind(listener))
  else listener()
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

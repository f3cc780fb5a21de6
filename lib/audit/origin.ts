import { AsyncLocalStorage } from 'node:async_hooks'

/** Where what is not done over the network comes from. */
export const ownOrigins = ['portal', 'command-line'] as const

/** Routes and instrumentation are separate module graphs; they share what is open through `globalThis` (stack.md). */
const shared = globalThis as typeof globalThis & { recapitoOrigins?: AsyncLocalStorage<string> }
shared.recapitoOrigins ??= new AsyncLocalStorage()
const origins = shared.recapitoOrigins

/** Where the running work comes from: a client's network address, or one of `ownOrigins`; empty where nobody said. */
export function currentOrigin(): string {
  return origins.getStore() ?? ''
}

/** Runs work, and all that it waits for, as coming from `origin`. */
export function runFrom<Result>(origin: string, work: () => Result): Result {
  return origins.run(origin, work)
}

/** Says where everything comes from that the running work does from here on. */
export function enterFrom(origin: string): void {
  origins.enterWith(origin)
}

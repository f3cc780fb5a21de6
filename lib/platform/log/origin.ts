import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'
import { networkOf } from './client-address.ts'

/** The origin of the running work, and the answer to its request, if it has one. */
type Origin = { from: string; response?: ServerResponse; hasBegun?: boolean }

/** Routes and instrumentation are separate module graphs; they share what is open through `globalThis`. */
const shared = globalThis as typeof globalThis & { recapitoOrigins?: AsyncLocalStorage<Origin> }
shared.recapitoOrigins ??= new AsyncLocalStorage()
const origins = shared.recapitoOrigins

/** The origin of the running work: a client's network address, `portal` or `command-line`; empty if unknown. */
export function currentOrigin(): string {
  return origins.getStore()?.from ?? ''
}

/** The answer to the request that the running work serves. */
export function currentResponse(): ServerResponse | undefined {
  return origins.getStore()?.response
}

/** Runs work, and all that it awaits, as coming from `origin`. */
export function runAs<Result>(origin: string, work: () => Result): Result {
  return origins.run({ from: origin }, work)
}

/** Sets the origin of all that the running work does from here on. */
export function enterFrom(origin: string, response: ServerResponse): void {
  origins.enterWith({ from: origin, response })
}

/** Notes that the running request could be read, and that our code answers it from here on. */
export function recordBegun(): void {
  const origin = origins.getStore()
  if (origin) origin.hasBegun = true
}

export function hasBegun(): boolean {
  return origins.getStore()?.hasBegun ?? false
}

/** The client's network of the running work (http/request-origin.ts); empty if it has none or is unknown. */
export function currentNetwork(): string {
  return networkOf(currentOrigin())
}

import { randomUUID } from 'node:crypto'
import { codeOf, isStoreFailure, listCauses } from '#/db/store/failure.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { log } from './log.ts'

type Fault = { id: string; again: number }

/** Next keeps each route in its own module graph. */
const shared = globalThis as typeof globalThis & { recapitoFaults?: BoundedMap<string, Fault> }
const maxTracked = 100
shared.recapitoFaults ??= new BoundedMap(maxTracked)
const running = shared.recapitoFaults

/**
 * Logs a fault, and returns the id of its line. Everything that a failing store refuses is one fault: its first line has
 * the stack, and while it lasts, one line a minute has its id and how often it happened since.
 */
export function logFault(error: unknown, says: string, fields: Record<string, unknown> = {}): string {
  const store = isStoreFailure(error) ? innermostOf(error) : undefined
  const key = store && `${says} ${codeOf(store)} ${store.message}`
  const known = key === undefined ? undefined : running.get(key)
  if (known) {
    known.again++
    return known.id
  }
  const id = randomUUID().slice(0, 8)
  log.error({ ...fields, error, id }, says)
  if (key !== undefined) {
    running.set(key, { id, again: 0 })
    countEachMinute(key, { says, code: codeOf(store) })
  }
  return id
}

/** The driver's or system's own error, which names the fault and no query. */
const innermostOf = (error: unknown): Error | undefined => listCauses(error).at(-1)

function countEachMinute(key: string, { says, code }: { says: string; code: string }): void {
  setTimeout(() => {
    const fault = running.get(key)
    if (!fault?.again) {
      running.delete(key)
      return
    }
    log.error({ id: fault.id, ...(code && { code }), count: fault.again }, says)
    fault.again = 0
    countEachMinute(key, { says, code })
  }, minute).unref()
}

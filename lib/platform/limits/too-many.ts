import { hashWhom, logEvent } from '#/lib/platform/log/log.ts'
import { currentResponse, setResponseStatus } from '#/lib/platform/log/origin.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { AppError, errorStatus } from '#/lib/platform/values/errors.ts'

const maxInMinutes = 120

type Reached = { name: string; whom: string; until: number }

/** @throws AppError that says when to try again: `too-many` in minutes, `too-often` in hours */
export function refuseTooMany(reached: Reached): never {
  logOnce(reached)
  const minutes = Math.max(1, Math.ceil((reached.until - now()) / minute))
  const what = reached.name.startsWith('endpoint-codes') ? 'codes' : 'attempts'
  if (minutes <= maxInMinutes) throw new AppError('too-many', { what, minutes })
  throw new AppError('too-often', { what, hours: Math.ceil(minutes / 60) })
}

/** Seconds until a refused request may try again; null for refusals other than 429. */
export function retryAfter(error: unknown): number | null {
  if (!(error instanceof AppError) || errorStatus[error.code] !== 429) return null
  const { hours = 0, minutes = 0 } = error.params
  return Math.max(60, Number(hours) * 3600 + Number(minutes) * 60)
}

const maxLogged = 10_000
const logged = new BoundedMap<string, number>(maxLogged)

/** A limit is logged once per span and subject, however often they try. */
export function logOnce({ name, whom, until }: Reached): void {
  const hashed = hashWhom(whom)
  const key = `${name} ${hashed}`
  if (logged.get(key) === until) return
  logged.set(key, until)
  logEvent('limit-reached', { limit: name, whom: hashed })
}

/**
 * Makes the answer to the running request 429 with `Retry-After` if a limit refused it, whatever else it holds: Next
 * itself answers 200 to a form whose page it renders again (decision 032). A redirect stays one.
 */
export function tooManyResponse(error: unknown): void {
  const seconds = retryAfter(error)
  const response = currentResponse()
  if (seconds === null || !response || response.headersSent) return
  response.setHeader('retry-after', String(seconds))
  setResponseStatus(429)
}

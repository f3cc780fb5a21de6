import { logEvent } from '#/lib/platform/log/events.ts'
import { currentResponse, hasBegun } from '#/lib/platform/log/origin.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'

/**
 * Whether the running request is for a server action, none of which has begun: Next is still reading what was sent. What it finds
 * wrong there is no fault of ours; no browser sends such a thing, and anybody else may, as often as they like.
 */
export function isBeingRead(): boolean {
  const request = currentResponse()?.req
  if (request?.method !== 'POST' || hasBegun()) return false
  const { 'next-action': action, 'content-type': type } = request.headers
  return action !== undefined || type?.startsWith('multipart/form-data') === true
}

const counts = new Map<string, { count: number; until: number }>()

/** Logs that something could not be read, once a minute with how many there were since. `of`: what it should have been. */
export function logUnreadable(of: 'form' | 'action' | 'router-state'): void {
  const { count, until } = counts.get(of) ?? { count: 0, until: 0 }
  const isDue = now() >= until
  if (isDue) logEvent('unreadable', { of, count: count + 1 })
  counts.set(of, isDue ? { count: 0, until: now() + minute } : { count: count + 1, until })
}

const text = 'The form could not be read, and nothing was done.'

/** Makes the answer to the running request 400, where Next would say that the fault is ours. */
export function answerUnreadable(): void {
  const response = currentResponse()
  if (!response || response.headersSent) return
  const { writeHead, end } = response
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    response.removeHeader('etag')
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    response.setHeader('content-length', text.length)
    return Reflect.apply(writeHead, response, [status === 500 ? 400 : status, ...rest])
  }) as typeof writeHead
  response.write = () => true
  response.end = (() => Reflect.apply(end, response, [text])) as typeof end
}

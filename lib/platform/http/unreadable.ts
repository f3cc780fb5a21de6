import { logEvent } from '#/lib/platform/log/log.ts'
import { currentResponse, hasStarted } from '#/lib/platform/log/origin.ts'
import { countForLine } from '#/lib/platform/log/throttle.ts'

/**
 * Whether the running request is for a server action that has not begun: Next still reads the body. An error there is
 * the client's; no browser sends such a body, but anybody else may, at any rate.
 */
export function isBeingRead(): boolean {
  const request = currentResponse()?.req
  if (request?.method !== 'POST' || hasStarted()) return false
  const { 'next-action': action, 'content-type': type } = request.headers
  return action !== undefined || type?.startsWith('multipart/form-data') === true
}

/** Logs unreadable requests once a minute, with their number since the last line. `of`: what it should have been. */
export function logUnreadable(of: 'form' | 'action' | 'router-state'): void {
  const count = countForLine(`unreadable ${of}`)
  if (count !== null) logEvent('unreadable', { of, count })
}

const text = 'The form could not be read. Nothing was saved.'

/** Returns the running request with 400, since Next would answer 500. */
export function respondUnreadable(): void {
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

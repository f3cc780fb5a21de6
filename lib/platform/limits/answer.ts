import { currentResponse } from '#/lib/platform/log/origin.ts'
import { retryAfter } from './too-many.ts'

/**
 * Makes the answer to the running request 429 with `Retry-After` if a limit refused it, whatever else it holds: Next
 * itself answers 200 to a form whose page it renders again (decision 032). A redirect stays one.
 */
export function answerTooMany(error: unknown): void {
  const seconds = retryAfter(error)
  const response = currentResponse()
  if (seconds === null || !response || response.headersSent) return
  response.setHeader('retry-after', String(seconds))
  const writeHead = response.writeHead
  const write = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [status === 200 ? 429 : status, ...rest])
  response.writeHead = write as typeof writeHead
}

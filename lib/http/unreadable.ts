import { currentResponse } from '#/lib/audit/origin.ts'

/** Whether a fault is no more than a form whose body is broken, as Node's own reader says of it; no browser sends one. */
export function isUnreadableForm(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'Failed to parse body as FormData.'
}

const text = 'The form could not be read, and nothing was done.'

/** Makes the answer to the running request 400, where Next would say that the fault is ours. */
export function answerUnreadable(): void {
  const response = currentResponse()
  if (!response || response.headersSent) return
  const { writeHead, end } = response
  const write = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [status === 500 ? 400 : status, ...rest])
  response.writeHead = write as typeof writeHead
  response.end = (() => {
    response.removeHeader('etag')
    response.setHeader('content-length', text.length)
    return Reflect.apply(end, response, [text])
  }) as typeof end
}

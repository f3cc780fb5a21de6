import { actionTime } from '#/lib/platform/http/action-time.ts'

const { fetch: send } = window

/**
 * Ends the request of a server action that gets no answer. Next sends actions one after the other and ends none of them,
 * so that a hanging one would hold up every later one.
 */
window.fetch = (input, init) => {
  if (!new Headers(init?.headers).has('next-action')) return send(input, init)
  const ending = new AbortController()
  setTimeout(() => ending.abort(), actionTime(init?.body))
  return send(input, { ...init, signal: ending.signal })
}

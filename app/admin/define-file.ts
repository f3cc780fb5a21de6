import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { recordBegun } from '#/lib/platform/log/origin.ts'
import { logRefusal } from '#/lib/platform/log/refusal.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Wraps a route handler for people, such as a file to download: to whom something is forbidden, it is not there. Anything
 * unforeseen is Next's, which logs it.
 */
export function defineFile<Rest extends unknown[]>(answer: (...given: Rest) => Promise<Response>) {
  return async function handler(...given: Rest): Promise<Response> {
    recordBegun()
    try {
      return await answer(...given)
    } catch (error) {
      if (error instanceof AppError && error.code === 'passkey-required') return leadToPasskey()
      const isNotThere = error instanceof AppError && ['forbidden', 'not-found'].includes(error.code)
      logRefusal(error, { of: 'file', userId: await currentUserId() })
      if (isNotThere) return new Response(null, { status: 404 })
      throw error
    }
  }
}

/** 303: a file that was sent is not sent again. */
function leadToPasskey(): Response {
  const headers = { location: '/passkey', 'cache-control': 'private, no-store' }
  return new Response(null, { status: 303, headers })
}

/** The answer to a HEAD where a GET writes down what was handed out: without it Next would run the GET, and nothing was. */
export function refuseHead(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}

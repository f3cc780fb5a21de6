import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { recordBegun } from '#/lib/platform/log/origin.ts'
import { logRefusal } from '#/lib/platform/log/refusal.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Wraps a route handler for people, such as a download: a person without the right gets 404. Next logs unexpected
 * errors.
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

/** 303: a reload does not send the file again. */
function leadToPasskey(): Response {
  const headers = { location: '/passkey', 'cache-control': 'private, no-store' }
  return new Response(null, { status: 303, headers })
}

/** Answers HEAD if a GET records a download; without this Next would run the GET and record one. */
export function refuseHead(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}

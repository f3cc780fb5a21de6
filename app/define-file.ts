import { getTranslations } from 'next-intl/server'
import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { logRefusal } from '#/lib/platform/log/log.ts'
import { recordBegun } from '#/lib/platform/log/origin.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * Wraps a route handler for people, such as a download: a person without the right gets 404, and who asks too often
 * 429. Next logs unexpected errors.
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
      const seconds = retryAfter(error)
      if (seconds !== null && error instanceof AppError) return refuseTooOften(error, seconds)
      throw error
    }
  }
}

/** 303: a reload does not send the file again. */
function leadToPasskey(): Response {
  const headers = { location: '/passkey', 'cache-control': 'private, no-store' }
  return new Response(null, { status: 303, headers })
}

/** What a limit refuses, as a sentence in the reader's language. */
async function refuseTooOften({ code, params }: AppError, seconds: number): Promise<Response> {
  const headers = { 'retry-after': String(seconds), 'cache-control': 'private, no-store' }
  return new Response((await getTranslations('errors'))(code, params), { status: 429, headers })
}

/** Answers HEAD if a GET records a download; without this Next would run the GET and record one. */
export function refuseHead(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}

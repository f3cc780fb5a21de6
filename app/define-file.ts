import type { NextRequest } from 'next/server'
import { getTranslations } from 'next-intl/server'
import type { Store } from '#/db/store/store.ts'
import { staffProofPath } from '#/lib/identity/access/require-staff.ts'
import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { type Query, toQuery } from '#/lib/platform/lists/define-list.ts'
import { logRefusal } from '#/lib/platform/log/log.ts'
import { markStarted } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import type { Params } from './define-page.tsx'

type FileRequest<Route extends string, Grant> = {
  grant: Grant
  store: Store
  params: Params<Route>
  query: Query
  request: NextRequest
}

/**
 * Defines the response at a path that is not a page, such as a download, and the right it requires. Not part of
 * the API: it needs a session. A person without the right gets 404, and who asks too often 429. Next logs unexpected
 * errors.
 */
export function defineFile<Route extends string, Grant>(
  _route: Route,
  right: (params: Params<Route>) => Promise<Grant>,
  answer: (given: FileRequest<Route, Grant>) => Promise<Response>,
) {
  return async function handler(
    request: NextRequest,
    given: { params: Promise<Params<Route>> },
  ): Promise<Response> {
    markStarted()
    try {
      const params = await given.params
      const grant = await right(params)
      const query = toQuery(request.nextUrl.searchParams)
      return await answer({ grant, store: await getStore(), params, query, request })
    } catch (error) {
      const proof = error instanceof AppError && staffProofPath(error.code)
      if (proof) return redirectTo(proof)
      const isNotThere =
        error instanceof AppError && ['forbidden', 'admin-only', 'not-found'].includes(error.code)
      logRefusal(error, { of: 'file', userId: await currentUserId() })
      if (isNotThere) return new Response(null, { status: 404 })
      const seconds = retryAfter(error)
      if (seconds !== null && error instanceof AppError) return refuseTooOften(error, seconds)
      throw error
    }
  }
}

/** 303: a reload does not send the file again. */
function redirectTo(location: string): Response {
  const headers = { location, 'cache-control': 'private, no-store' }
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

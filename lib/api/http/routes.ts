import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { noteUse } from '#/lib/identity/keys/record-use.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { currentNetwork, enterRoom } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { readBody, readJsonBody } from './body.ts'
import { refusalOf } from './failure.ts'
import { assertScope, parseKey } from './grant.ts'
import type { Key, Operation, QuerySchema } from './operation.ts'
import { parseQuery } from './query.ts'
import { assertRate } from './rates.ts'
import { Refusal } from './refusal.ts'
import { problemResponse } from './responses.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof methods)[number]

/** Answers a request with the path's parameters. Whatever it throws becomes problem details (`refusalOf`). */
export type Endpoint<Params = unknown> = (context: {
  request: NextRequest
  params: Params
}) => Promise<Response>

export type Served = { method: Method; endpoint: Endpoint<never>; everywhere?: boolean | undefined }

type RouteHandler = (
  request: NextRequest,
  // biome-ignore lint/suspicious/noExplicitAny: Next's own checker holds each route's parameters against this.
  context: { params: Promise<any> },
) => Promise<Response>

/**
 * The route handlers of a path: `export const { GET, HEAD, … } = routes(serve(getAccount, handle))`. Other methods
 * answer 405 with the allowed ones; HEAD answers like GET. A process that only sends mail serves only operations marked
 * `everywhere`.
 */
export function routes(...served: Served[]): Record<Method, RouteHandler> {
  const known = new Map(served.map(({ method, endpoint }) => [method, endpoint]))
  const get = known.get('GET')
  if (get) known.set('HEAD', get)
  const allow = methods.filter((method) => known.has(method)).join(', ')
  const refuse: Endpoint = async () => {
    throw allow
      ? new Refusal(405, { detail: `This path answers ${allow}.`, headers: { allow } })
      : new Refusal(404, { detail: 'No operation has this path: /docs/api lists them.' })
  }
  const everywhere = served.some((one) => one.everywhere)
  return Object.fromEntries(
    methods.map((method) => [method, toHandler(known.get(method) ?? refuse, everywhere)]),
  ) as Record<Method, RouteHandler>
}

function toHandler(endpoint: Endpoint<never>, everywhere: boolean): RouteHandler {
  return async (request, { params }) => {
    enterRoom('api')
    try {
      if (env.WORKER === 'only' && !everywhere)
        throw new Refusal(404, { detail: 'This process only sends messages.' })
      // Next parses them from the same path that the operation names.
      return await endpoint({ request, params: (await params) as never })
    } catch (error) {
      return problemResponse(refusalOf(error))
    }
  }
}

/** The names in braces in a path. */
type Named<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Named<Rest>
  : never

export type ServedContext<Path extends string, Asked extends Key | null, Query extends QuerySchema> = {
  request: NextRequest
  params: Readonly<Record<Named<Path>, string>>
  store: Store
  grant: Asked extends { scope: infer Scope extends KeyScope } ? SourceGrant<Scope> : null
  query: Query extends z.ZodObject ? z.output<Query> : null
  /** The body, at most `largestBody` bytes. @throws as `readBody` */
  readBody: () => ReturnType<typeof readBody>
  /** The JSON body, at most `largestBody` bytes; `{}` if there is none and it is optional. @throws as `readJsonBody` */
  readJson: () => ReturnType<typeof readJsonBody>
}

/** Serves an operation after checking key, rate and query. */
export function serve<Path extends string, Asked extends Key | null, Query extends QuerySchema>(
  operation: Operation<Path, Asked, Query>,
  handle: (context: ServedContext<Path, Asked, Query>) => Promise<Response>,
): Served {
  const { key, rate, query, largestBody = 0, isBodyOptional } = operation
  return serveUnchecked(operation, async ({ request, params }) => {
    const store = await getStore()
    const grant = key && (await grantKey(request, store, key))
    if (rate) assertRate(rate, grant?.source.id ?? currentNetwork())
    if (grant)
      noteUse(store, [grant.key]).catch((error) =>
        logFault(error, 'the last use of a key could not be saved'),
      )
    const asked = query ? parseQuery(request.nextUrl.searchParams, query) : null
    return handle({
      request,
      params,
      store,
      grant,
      query: asked,
      readBody: () => readBody(request, largestBody),
      readJson: () => readJsonBody(request, largestBody, isBodyOptional),
      // Grant and query match the scope and the schema of the operation.
    } as ServedContext<Path, Asked, Query>)
  })
}

/** Serves an operation whose handler identifies the sender itself. */
export function serveUnchecked<Path extends string>(
  { method, everywhere }: Operation<Path>,
  endpoint: Endpoint<Readonly<Record<Named<Path>, string>>>,
): Served {
  return { method: method === 'get' ? 'GET' : 'POST', endpoint, everywhere }
}

function grantKey(request: NextRequest, store: Store, { scope, in: places }: Key) {
  const carrier = places.includes('basic') ? 'basic' : 'bearer'
  return assertScope(store.read, parseKey(request.headers.get('authorization'), carrier), scope, carrier)
}

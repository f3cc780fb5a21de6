import type { NextRequest } from 'next/server'
import type { Store } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/keys.ts'
import { env } from '#/env.ts'
import { touchSource } from '#/lib/identity/keys/note-use.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { rates } from '#/lib/platform/limits/table.ts'
import { log } from '#/lib/platform/log/log.ts'
import { currentNetwork } from '#/lib/platform/log/network.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { answerProblem } from './answers.ts'
import { type Carrier, readKey } from './credentials.ts'
import { demandScope } from './grant.ts'
import { Refusal, refusalOf } from './refusal.ts'
import { sharedRate } from './shared.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof methods)[number]

/** The parameters of the path, as `[account]` names them. */
export type PathParams = Readonly<Record<string, string>>
export type EndpointContext = { request: NextRequest; params: PathParams }

/** What answers one method of one path. Whatever it throws becomes problem details (`refusalOf`). */
export type Endpoint = (context: EndpointContext) => Promise<Response>

type RouteHandler = (
  request: NextRequest,
  // biome-ignore lint/suspicious/noExplicitAny: Next's own checker holds each route's parameters against this.
  context: { params: Promise<any> },
) => Promise<Response>

/**
 * The route handlers of an endpoint: `export const { GET, HEAD, … } = defineEndpoint({ GET: withKey('accounts:read', …) })`.
 * A method that is not given answers 405 and says which are; HEAD answers as GET does. In a process that only sends mail it
 * is not there, unless it is to be `everywhere`.
 */
export function defineEndpoint(
  endpoints: Partial<Record<Method, Endpoint>>,
  { everywhere = false } = {},
): Record<Method, RouteHandler> {
  const known = { ...endpoints, ...(endpoints.GET && { HEAD: endpoints.GET }) }
  const allow = methods.filter((method) => known[method]).join(', ')
  const refuse: Endpoint = async () => {
    throw allow ? new Refusal(405, { headers: { allow } }) : new Refusal(404)
  }
  const handlers = methods.map((method) => [method, toHandler(known[method] ?? refuse, everywhere)])
  return Object.fromEntries(handlers)
}

function toHandler(endpoint: Endpoint, everywhere: boolean): RouteHandler {
  return async (request, { params }) => {
    try {
      if (env.WORKER === 'only' && !everywhere) throw new Refusal(404)
      return await endpoint({ request, params: await params })
    } catch (error) {
      return answerProblem(refusalOf(error))
    }
  }
}

export type GrantedContext<Scope extends KeyScope> = EndpointContext & {
  store: Store
  grant: SourceGrant<Scope>
}

/** An endpoint for whoever shows the key of a source with this scope; `basic`: also as the password of HTTP Basic. */
export function withKey<Scope extends KeyScope>(
  scope: Scope,
  handle: (context: GrantedContext<Scope>) => Promise<Response>,
  carrier: Carrier = 'bearer',
): Endpoint {
  return async (context) => {
    const store = await getStore()
    const key = readKey(context.request.headers.get('authorization'), carrier)
    const grant = await demandScope(store.read, key, scope, carrier)
    demandRate(sharedRate('key-requests', rates['key-requests']).take(grant.source.id))
    touchSource(store, grant.source).catch((error) => log.error({ error }, 'source not touched'))
    return handle({ ...context, store, grant })
  }
}

/** An endpoint for anybody. */
export function withoutKey(
  handle: (context: EndpointContext & { store: Store }) => Promise<Response>,
): Endpoint {
  return async (context) => {
    demandRate(sharedRate('public-requests', rates['public-requests']).take(currentNetwork()))
    return handle({ ...context, store: await getStore() })
  }
}

/** @throws Refusal 429 where there are seconds to wait */
function demandRate(wait: number): void {
  if (wait > 0) throw new Refusal(429, { headers: { 'retry-after': String(wait) } })
}

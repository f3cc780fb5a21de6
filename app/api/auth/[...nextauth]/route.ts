import type { NextRequest } from 'next/server'
import { finishProviderSignIn } from '#/lib/changes/sign-in/provider-sign-in.ts'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'

/**
 * Public: where a configured provider sends the browser back to, the only door of next-auth that is open. Its other
 * pages and answers (sessions, providers, its own sign-in and sign-out) are not there. No operation of the API: browsers come here.
 */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/auth/[...nextauth]'>,
): Promise<Response> {
  const [action, id, ...rest] = (await params).nextauth
  const provider = findProvider(id)
  if (action !== 'callback' || provider === null || rest.length > 0)
    return new Response(null, { status: 404 })
  return finishProviderSignIn(request, provider)
}

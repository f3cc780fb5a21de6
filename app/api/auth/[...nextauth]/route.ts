import type { NextRequest } from 'next/server'
import { finishProviderSignIn } from '#/lib/changes/sign-in/provider-sign-in.ts'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'

/**
 * Public: a configured provider sends the browser back here; next-auth's other pages and answers (sessions, providers,
 * its own sign-in and sign-out) do not exist. For browsers only, so not an operation of the API.
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

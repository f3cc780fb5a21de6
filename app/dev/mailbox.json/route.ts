import { isProduction } from '#/env.ts'
import { listCaughtMail } from '#/lib/platform/relay/mailbox.ts'

export const dynamic = 'force-dynamic'

/** The caught mail, newest first; `?to=` filters by address. It does not exist in production. */
export function GET(request: Request): Response {
  if (isProduction) return new Response('Not found', { status: 404 })
  const to = new URL(request.url).searchParams.get('to')
  return Response.json(listCaughtMail(to), { headers: { 'cache-control': 'no-store' } })
}

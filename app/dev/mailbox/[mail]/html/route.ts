import { isProduction } from '#/env.ts'
import { findCaughtMail } from '#/lib/platform/relay/mailbox.ts'

export const dynamic = 'force-dynamic'

/** The HTML of a caught mail as a mail program shows it: with its own styles only, isolated from our pages. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ mail: string }> },
): Promise<Response> {
  const mail = isProduction ? undefined : findCaughtMail((await context.params).mail)
  if (!mail) return new Response('Not found', { status: 404 })
  return new Response(mail.html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation",
      'cache-control': 'no-store',
    },
  })
}

import { assertUncompressed } from '#/lib/api/http/body.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { reportBounce } from '#/lib/api/notices/operations.ts'
import { recordBounce } from '#/lib/notices/bounces/bounces.ts'
import { parseBounceReport, withoutReturnedBody } from '#/lib/notices/formats/bounce-report.ts'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { parseMediaType } from '#/lib/platform/http/media-type.ts'

export const dynamic = 'force-dynamic'

/** The types that mail servers send when they pipe a report; a missing type is accepted too. */
const acceptedTypes = ['message/rfc822', 'message/global', 'text/plain', 'application/octet-stream', '']

/** Bytes of a report that are worth keeping for staff; fewer are kept (renderRaw). */
const maxStoredBytes = 64 * 1024

/** Accepts a raw delivery status notification (RFC 3464) that a mail server pipes (notices.md, Bouncing). */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(reportBounce, async ({ request, store, grant, readBody }) => {
    assertUncompressed(request.headers)
    requireMessage(request.headers)
    const body = await readBody()
    const report = parseBounceReport(body)
    if (!report)
      throw new Refusal(422, { detail: 'The message is not a delivery status notification (RFC 3464).' })
    const { outcome } = await recordBounce(store, grant, {
      sentTo: report.returnPaths,
      recipients: report.recipients,
      raw: withoutReturnedBody(renderRaw(Buffer.from(body.subarray(0, maxStoredBytes)).toString('utf8'))),
    })
    return jsonResponse({ outcome }, { status: 202 })
  }),
)

/** @throws Refusal 415 */
function requireMessage(headers: Headers): void {
  const { type } = parseMediaType(headers.get('content-type'))
  if (acceptedTypes.includes(type)) return
  throw new Refusal(415, {
    detail:
      'The body must be a raw message with Content-Type message/rfc822, text/plain or application/octet-stream.',
  })
}

import { crossOriginHeaders, preflightHeaders } from '#/lib/accounts/brand-page/headers.ts'
import { toInstantOrNull } from '#/lib/api/http/instant.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { acknowledgeBodySchema, acknowledgeByLink } from '#/lib/api/notices/answer-operations.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

export const dynamic = 'force-dynamic'

/** The page of ntfy posts from a browser, with no cookie of ours: the token alone is the right. */
const headers = crossOriginHeaders
const preflight = { ...preflightHeaders, allow: 'POST, OPTIONS', 'access-control-allow-methods': 'POST' }

/** Acknowledges by the link of a message; opening it changes nothing (channels.md, Acknowledging). */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(acknowledgeByLink, async ({ params, store, readJson }) => {
    const parsed = acknowledgeBodySchema.safeParse((await readJson()).value)
    if (!parsed.success) throw new Refusal(422, { problems: toEventIssues(parsed.error.issues), headers })
    const answering = acknowledgeByMail(store, params.token, null, cleanLine(parsed.data.by, 120))
    const { state, answeredAt, answeredBy, isDrillOver } = await pressLink(answering).catch(explain)
    if (isDrillOver) throw new Refusal(410, { detail: 'The drill is over.', headers })
    const answer = { state, acknowledgedAt: toInstantOrNull(answeredAt), acknowledgedBy: answeredBy }
    return jsonResponse(answer, { headers })
  }),
  { method: 'OPTIONS', endpoint: async () => new Response(null, { status: 204, headers: preflight }) },
)

function explain(error: unknown): never {
  const isWrong = error instanceof AppError && error.code === 'not-found'
  throw isWrong ? new Refusal(404, { detail: 'There is nothing to acknowledge here.', headers }) : error
}

import type { EventFormat } from '#/db/words/events.ts'
import { answerJson, answerProblem } from '#/lib/api/http/answers.ts'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { assertEventRate } from '#/lib/api/http/rates.ts'
import { Refusal, refusalOf } from '#/lib/api/http/refusal.ts'
import type { Endpoint } from '#/lib/api/http/routes.ts'
import type { EventPath } from '#/lib/notices/formats/parse-events.ts'
import { ingestEvents, UnknownAccounts } from '#/lib/notices/intake/ingest-events.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countEvents, countTruncated } from '#/lib/platform/log/metrics.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { answerAccepted, answerEventRefusal } from './answers.ts'
import { type KnownRequest, receiveEvents } from './receive-events.ts'

/** Takes events in: the answer 202 is given once they, their notices and their deliveries are on disk (notices.md, Events in). */
export function takeEvents(path: EventPath): Endpoint {
  return async ({ request }) => {
    const known: KnownRequest = { format: path === 'any' ? null : path, source: '', events: 1 }
    const answer = await take(request, path, known).catch((error: unknown) =>
      answerRefusal(refusalOf(error), known.format),
    )
    countEvents(known.source, answer.status, known.events)
    return answer
  }
}

async function take(request: Request, path: EventPath, known: KnownRequest): Promise<Response> {
  const store = await getStore()
  const { grant, body, read } = await receiveEvents(request, path, store.read, known)
  const { format, unreadable, truncation } = read
  const told = [...read.events, ...unreadable]
  const events = truncation ? [...told, truncation.notice] : told
  known.events = told.length
  assertEventRate(grant, events.length)
  const idempotency = readIdempotency(request.headers, format, body)
  const ingested = await ingestEvents(store, grant, { format, events, idempotency }).catch((error: unknown) =>
    refuseUnknown(error, read.batch ?? false),
  )
  if (truncation && !ingested.replayed) {
    const { name: source } = grant.source
    countTruncated(source, truncation.alerts)
    log.warn({ source, alerts: truncation.alerts }, 'alerts left out by their sender')
  }
  const answered = ingested.events.slice(0, read.events.length)
  return answerJson(answerAccepted(format, answered, unreadable.length), {
    status: 202,
    headers: ingested.replayed ? { 'idempotency-replayed': 'true' } : {},
  })
}

/** Names each event of a batch in the native form whose account is unknown; any other error stays what it is. */
function refuseUnknown(error: unknown, batch: boolean): never {
  if (!(error instanceof UnknownAccounts)) throw error
  const problems = error.unknown.map(({ index }) => ({
    pointer: batch ? `/${index}/account` : '/account',
    code: 'unknown-account',
    detail: 'There is no such account.',
  }))
  throw new Refusal(422, { title: 'The event is not valid', problems })
}

/**
 * A refusal in the shape that the format's senders expect. Alertmanager and Grafana drop an alert on any 4xx, 429 too: they
 * are told 503, and send it again (notices.md, Events in).
 */
function answerRefusal(refusal: Refusal, format: EventFormat | null): Response {
  const { status, title, headers, problems, detail } = refusal
  const parts = { title, problems, ...(detail !== undefined && { detail }) }
  if (format === 'alertmanager' && status === 429) {
    return answerProblem(new Refusal(503, { ...parts, headers }))
  }
  if (format !== 'pagerduty') return answerProblem(refusal)
  return answerJson(answerEventRefusal({ ...parts, status, format }), refusal)
}

import { answerJson } from '#/lib/api/http/answers.ts'
import type { Endpoint } from '#/lib/api/http/define-endpoint.ts'
import { demandEventRate } from '#/lib/api/http/event-rate.ts'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { refusalOf } from '#/lib/api/http/refusal.ts'
import { answerAccepted } from '#/lib/api/notices/answers.ts'
import type { EventPath } from '#/lib/notices/formats/format.ts'
import { ingestEvents } from '#/lib/notices/intake/ingest-events.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countEvents, countTruncated } from '#/lib/platform/log/metrics.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { type Known, receiveEvents } from './receive-events.ts'
import { answerEventRefusal, refusalOfRead, refuseUnknown } from './refusals.ts'

/** Takes events in: the answer 202 is given once they, their notices and their deliveries are on disk (notices.md, Events in). */
export function takeEvents(path: EventPath): Endpoint {
  return async ({ request }) => {
    const known: Known = { format: path === 'any' ? null : path, source: '', events: 1 }
    const answer = await take(request, path, known).catch((error: unknown) =>
      answerEventRefusal(refusalOf(error), known.format),
    )
    countEvents(known.source, answer.status, known.events)
    return answer
  }
}

async function take(request: Request, path: EventPath, known: Known): Promise<Response> {
  const store = await getStore()
  const { grant, body, read } = await receiveEvents(request, path, store.read, known)
  if (!read.ok) throw refusalOfRead(read)

  const { format, unreadable, truncation } = read
  const told = [...read.events, ...unreadable]
  const events = truncation ? [...told, truncation.notice] : told
  known.events = told.length
  demandEventRate(grant, events.length)
  const idempotency = readIdempotency(request.headers, format, body)
  const accepted = await ingestEvents(store, grant, { format, events, idempotency }).catch((error: unknown) =>
    refuseUnknown(error, read.batch ?? false),
  )
  if (truncation && !accepted.replayed) {
    const { name: source } = grant.source
    countTruncated(source, truncation.alerts)
    log.warn({ source, alerts: truncation.alerts }, 'alerts left out by their sender')
  }
  const answered = accepted.events.slice(0, read.events.length)
  return answerJson(answerAccepted(format, answered, unreadable.length), {
    status: 202,
    headers: accepted.replayed ? { 'idempotency-replayed': 'true' } : {},
  })
}

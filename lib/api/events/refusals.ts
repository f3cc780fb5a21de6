import type { EventFormat } from '#/db/words/events.ts'
import { answerJson, answerProblem } from '#/lib/api/http/answers.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { answerRefused } from '#/lib/api/notices/answers.ts'
import type { ReadEvents } from '#/lib/notices/formats/detect.ts'
import { UnknownAccounts } from '#/lib/notices/intake/ingest-events.ts'

/**
 * A refusal in the shape that the format's senders expect. Alertmanager and Grafana drop an alert on any 4xx, 429 too: they
 * are told 503, and send it again (notices.md, Events in).
 */
export function answerEventRefusal(refusal: Refusal, format: EventFormat | null): Response {
  if (format === 'alertmanager' && refusal.status === 429) {
    const { title, headers, problems, detail } = refusal
    return answerProblem(new Refusal(503, { title, headers, problems, ...(detail && { detail }) }))
  }
  if (format !== 'pagerduty') return answerProblem(refusal)
  return answerJson(answerRefused({ ...toParts(refusal), format }), refusal)
}

function toParts({ status, title, detail, problems }: Refusal) {
  return { status, title, problems, ...(detail !== undefined && { detail }) }
}

/** What is wrong with a body that could not be read as events. */
export function refusalOfRead({ status, title, problems }: Extract<ReadEvents, { ok: false }>): Refusal {
  return new Refusal(status, { title, problems })
}

/** Names each event of a batch in the native form whose account is unknown; any other error stays what it is. */
export function refuseUnknown(error: unknown, batch: boolean): never {
  if (!(error instanceof UnknownAccounts)) throw error
  const problems = error.unknown.map(({ index }) => ({
    pointer: batch ? `/${index}/account` : '/account',
    code: 'unknown-account',
    detail: 'There is no such account.',
  }))
  throw new Refusal(422, { title: 'The event is not valid', problems })
}

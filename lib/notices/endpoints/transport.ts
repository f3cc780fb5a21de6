import { and, eq, inArray, isNull } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { digestNotices, notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import { endingParts } from '#/db/words/mail.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { isSentTo } from '#/lib/accounts/proof/marks.ts'
import { isNotified, stateOf } from '#/lib/notices/delivery/deliveries.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { countEndpointRefusal, countEndpointTry } from '#/lib/platform/log/metrics.ts'
import type { Sender } from '#/lib/platform/mail/render.ts'
import { cacheBriefly } from '#/lib/platform/outbox/cache-briefly.ts'
import { expediteMail } from '#/lib/platform/outbox/claims.ts'
import type { Attempt, OutboxRow, Transport } from '#/lib/platform/outbox/transport.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import type { Call } from './call.ts'
import type { EndpointFault, EndpointMessage, OpenedEndpoint, Verdict } from './kind-call.ts'
import { endpointCallers } from './kinds.ts'
import { listThread, makeMessage, type Thread } from './message.ts'
import { openEndpoint } from './open-endpoint.ts'
import { countEnd, countStart, endpointPolicy, failingTries, isNews } from './policy.ts'
import { CallError, isSilence, limitReached, mayHaveArrived, ofGateway, ownErrors } from './reason.ts'

/** What an accepted message brought back, or that a failing endpoint works again. `answeredBy`: empty if it names nobody; null: no answer. */
export type Accepted = {
  row: OutboxRow
  endpointId: string
  answeredBy: string | null
  code: string
  wasFailing: boolean
}

export type EndpointOptions = {
  store: Store
  readSender(): Promise<Sender>
  /** Runs before the row is settled: if it throws, the message is sent again. */
  onAccepted(accepted: Accepted): Promise<void>
  /** Runs for each message that a limit of ours keeps back, or that a service does not accept. */
  onFault(fault: EndpointFault): Promise<void>
  caller: { call: Call; close(): Promise<void> }
}

type Sendable = { endpoint: OpenedEndpoint; wasFailing: boolean; message: EndpointMessage; thread: Thread }
/** An endpoint that takes nothing has the end of the try instead of a message. */
type Made = Sendable | { endpoint: null; attempt: Attempt }

/** Sends rows of the outbox to endpoints (channels.md). */
export function openEndpointTransport(options: EndpointOptions): Transport<Made> {
  const { store, onAccepted, onFault, caller } = options
  const readSender = cacheBriefly(options.readSender)
  // This start may have another way out.
  void expedite()
  let isBlocked = false
  let nextExpedite = 0
  return {
    ...endpointPolicy,
    async make(row, content, timeZone) {
      const [stored] = await listEndpoints(store.read, [endpointIdOf(row.recipient) ?? ''])
      // An id of before a removal may be another account's by now.
      if (!stored || stored.accountId !== row.accountId) return refused(ownErrors.removed)
      const isCode = row.template === 'endpoint-code'
      // A newer code was sent, or none is needed any more.
      if (isCode && (stored.codeHash === null || (stored.codeSentAt ?? 0) > row.createdAt)) return superseded
      // One that said that it is gone may be asked whether it is there again.
      const isAsked = isCode && stored.disabledBy === null
      if (stored.disabledAt !== null && !isAsked) return refused(ownErrors.disabled)
      // Its place was replaced since, and has to be confirmed again.
      const isElsewhere = stored.confirmedAt === null || !isSentTo(stored.replacedAt, row.createdAt)
      if (!isCode && isElsewhere) return refused(ownErrors.removed)
      const endpoint = openEndpoint(stored)
      if (!endpoint) {
        countEndpointRefusal('sealed')
        return refused(`failing: ${ownErrors.sealed}`)
      }
      const shown = { ...(await readSender()), timeZone, wordless: endpoint.kind === 'webhook' }
      const thread = await listThread(store.read, row)
      const message = await makeMessage(store.read, row, thread, content, shown)
      // Staff routed the notice to another account.
      if (message.thread === '' && (row.noticeId ?? row.digestId) !== null) return superseded
      const hasFailed = stored.probeAt !== null || stored.failures >= failingTries
      return { endpoint, message, thread, wasFailing: hasFailed && stored.confirmedAt !== null }
    },
    async send(made, row, stopped) {
      if (made.endpoint === null) return made.attempt
      const start = performance.now()
      const attempt = await sendTo(made, row, stopped)
      noteWayOut(made.endpoint, attempt)
      if (attempt.verdict !== 'stopped')
        countEndpointTry(made.endpoint.kind, attempt.verdict, (performance.now() - start) / 1000)
      return attempt
    },
    close: () => caller.close(),
  }

  /** A proxy may refuse one endpoint alone: what it held back does not follow each message that gets through. */
  function noteWayOut({ kind }: OpenedEndpoint, attempt: Attempt): void {
    if ('ofTransport' in attempt && attempt.ofTransport) isBlocked = true
    if (!isBlocked || attempt.verdict !== 'accepted' || kinds[kind].gateway) return
    if (performance.now() < nextExpedite) return
    isBlocked = false
    nextExpedite = performance.now() + expediteEvery
    void expedite()
  }

  /** Makes due what our way out alone held back. */
  async function expedite(): Promise<void> {
    try {
      await expediteMail(store, endpointPolicy.lanes)
    } catch (error) {
      logFault(error, 'messages to endpoints wait although they can be sent')
    }
  }

  async function sendTo(made: Sendable, row: OutboxRow, stopped: AbortSignal): Promise<Attempt> {
    const { endpoint, message, thread, wasFailing } = made
    const kind = endpointCallers[endpoint.kind]
    const blame = kinds[endpoint.kind].gateway ? ofGateway : ''
    if (await isOvertaken(store.read, row, thread)) return { verdict: 'superseded' }
    // A further try is of the same message, unless that may have arrived already. Probes take nothing from emergencies.
    const isFree = message.type === 'endpoint.probe' || (row.attempts > 1 && !mayHaveArrived(row.lastError))
    const accountId = row.accountId ?? ''
    let verdict: Verdict
    let called = 0
    try {
      const request = kind.request(endpoint, message, now())
      const reached = isFree ? null : await kind.count?.(store, endpoint, accountId, message)
      if (reached) {
        countEndpointRefusal('limit')
        await onFault(reached)
        return fail(`${limitReached}${reached.limit}`, 'limit')
      }
      countStart(row.recipient, kind.rate)
      called = performance.now()
      const answer = await caller.call(request, {
        endpoint: endpoint.id,
        signal: stopped,
        message,
        isGateway: kinds[endpoint.kind].gateway === true,
      })
      countEnd(row, true)
      verdict = kind.judge(answer, endpoint, message.type)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      if (stopped.aborted) return { verdict: 'stopped' }
      const { message: said, reason } = error
      countEnd(row, !isSilence(reason, performance.now() - called))
      countEndpointRefusal(reason)
      const blamed = reason === 'off' || reason === 'not-allowed' ? '' : blame
      return {
        verdict: 'retry',
        error: `${blamed}${said}`,
        reason,
        ofTransport: reason === 'off' || reason === 'proxy',
      }
    }
    if (verdict.is === 'accepted') {
      const { acknowledgedBy = null, code = '' } = verdict
      const answeredBy = message.acknowledge ? acknowledgedBy : null
      if (answeredBy !== null || code || wasFailing)
        await onAccepted({ row, endpointId: endpoint.id, answeredBy, code, wasFailing })
      return { verdict: 'accepted' }
    }
    const { reason } = verdict
    if (verdict.is === 'retry') {
      const { is, ...asked } = verdict
      return { verdict: is, error: `${blame}${reason}`, ofTransport: false, ...asked }
    }
    if (verdict.tellStaff)
      await onFault({
        kind: endpoint.kind,
        accountId,
        endpoint: row.shown ?? endpoint.label,
        answer: reason,
      })
    const point = verdict.point === 'nothing' ? '' : `${verdict.point}: `
    return fail(`${point}${reason}`, reason)
  }
}

/** Milliseconds. */
const expediteEvery = 5 * minute

const superseded: Made = { endpoint: null, attempt: { verdict: 'superseded' } }

const listEndpoints = defineListQuery((read, ids) =>
  read.select().from(endpoints).where(inArray(endpoints.id, ids)),
)

const fail = (error: string, reason = error): Attempt => ({
  ...{ verdict: 'failed', error, reason, ofTransport: false },
})
const refused = (error: string): Made => ({ endpoint: null, attempt: fail(error) })

/**
 * Whether a later message to this endpoint about the same notice says more (channels.md, Order and limits), or nothing of a digest
 * is open any more. An end is never overtaken: it closes an incident before another opens.
 */
async function isOvertaken(read: Reader, row: OutboxRow, thread: Thread): Promise<boolean> {
  const { noticeId, digestId, part } = row
  if ((noticeId === null && digestId === null) || (part && endingParts.includes(part))) return false
  if (digestId !== null && isNotified(row) && (await isDigestOver(read, digestId))) return true
  return thread.some((one) => one.id > row.id && overtakes(one, row))
}

/** By their ids one comes later; after the clock was set back, or by another server's, that can be wrong. */
function overtakes(later: Pick<OutboxRow, 'part' | 'status'>, row: OutboxRow): boolean {
  if (later.status === 'failed' || later.status === 'expired') return false
  // The oldest goes first, so what an endpoint took already says nothing of a first try.
  const waits = stateOf(later.status) === 'trying'
  if (!waits && row.attempts === 1) return false
  // A repeat or reminder hands nothing on, so it must not end a message whose silence still would.
  if (waits && isNews(row) && !row.silent && isNotified(later) && !isNews(later)) return false
  return isNotified(row) || later.part === 'reopened' || !isNotified(later)
}

/** Whether all notices of a digest are answered or ended. */
async function isDigestOver(read: Reader, digestId: string): Promise<boolean> {
  const isOfDigest = eq(digestNotices.digestId, digestId)
  const ids = read.select({ id: digestNotices.noticeId }).from(digestNotices).where(isOfDigest)
  const isOpen = and(isNull(notices.acknowledgedAt), isNull(notices.closedAt))
  return (await read.$count(notices, and(inArray(notices.id, ids), isOpen))) === 0
}

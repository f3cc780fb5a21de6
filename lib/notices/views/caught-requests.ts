import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Reader } from '#/db/store/store.ts'
import { type EndpointKind, kinds } from '#/db/words/accounts.ts'
import type { Call } from '#/lib/notices/endpoints/call.ts'
import { type EndpointMessage, type EndpointRequest, isOver } from '#/lib/notices/endpoints/kind-call.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** How an endpoint of the demo can be told to answer. */
export const caughtAnswers = ['accept', '500', '404', '410', 'hang'] as const
export type CaughtAnswer = (typeof caughtAnswers)[number]

/** A request that would have gone to an endpoint; `at`: milliseconds UTC. */
export type CaughtRequest = {
  id: string
  endpointId: string
  at: number
  answer: CaughtAnswer
  request: EndpointRequest
  message: EndpointMessage
}

const maxRequests = 500

type Caught = { requests: CaughtRequest[]; answers: Map<string, CaughtAnswer> }

/** The worker and the pages are separate module graphs; they share what was caught through `globalThis`, as the mailbox does. */
const shared = globalThis as typeof globalThis & { recapitoEndpoints?: Caught }

function caught(): Caught {
  shared.recapitoEndpoints ??= { requests: [], answers: new Map() }
  return shared.recapitoEndpoints
}

/** Takes the finished requests to endpoints for `/dev/endpoints`: outside production they leave this machine no more than mail does. */
export const catchRequests: Call = async (request, { endpoint: endpointId, message, signal }) => {
  const answer = answerOf(endpointId)
  if (message) {
    const { requests } = caught()
    requests.unshift({ id: newId(), endpointId, at: now(), answer, request, message })
    requests.splice(maxRequests)
  }
  if (answer === 'hang') {
    if (signal && !signal.aborted) await once(signal, 'abort')
    throw signal?.reason
  }
  return { status: answer === 'accept' ? 200 : Number(answer), headers: {}, body: '' }
}

/** What was sent to an endpoint, newest first. */
export function listCaught(endpointId: string): CaughtRequest[] {
  return caught().requests.filter((one) => one.endpointId === endpointId)
}

export function answerOf(endpointId: string): CaughtAnswer {
  return caught().answers.get(endpointId) ?? 'accept'
}

export function setAnswer(endpointId: string, answer: CaughtAnswer): void {
  caught().answers.set(endpointId, answer)
}

/** Every endpoint of the store, with its account. Only outside production: it asks for no right. */
export function listCatching(read: Reader) {
  return read
    .select({ ...pick(endpoints, 'id', 'kind', 'label', 'hint'), account: accounts.name })
    .from(endpoints)
    .innerJoin(accounts, eq(accounts.id, endpoints.accountId))
    .orderBy(accounts.name, endpoints.id)
}

/** Whether such an endpoint, with these requests, makes a sound: an urgent message that it accepted is still to be answered. */
export function isRinging(kind: EndpointKind, requests: readonly CaughtRequest[]): boolean {
  const isHeard = ({ answer, message }: CaughtRequest) => answer === 'accept' && message.isUrgent
  return kinds[kind].wakes && requests.some((one) => isHeard(one) && isOpen(one, requests))
}

/** Whether a message can still be answered: one of its notices was not ended by what came later, by itself or in a digest. */
export function isOpen({ message, at }: CaughtRequest, requests: readonly CaughtRequest[]): boolean {
  const ends = requests.filter((one) => one.at >= at && isOver(one.message.type))
  const ended = new Set(ends.flatMap((one) => listNoticeIds(one.message)))
  return message.acknowledge !== '' && listNoticeIds(message).some((id) => !ended.has(id))
}

function listNoticeIds({ data }: EndpointMessage): string[] {
  const { notice, notices = [notice] } = data as { notice?: { id: string }; notices?: { id: string }[] }
  return notices.flatMap((one) => one?.id ?? [])
}

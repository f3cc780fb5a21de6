import { once } from 'node:events'
import type { Call } from '#/lib/notices/endpoints/call.ts'
import { answerOf, keepRequest } from '#/lib/notices/views/caught-requests.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** Takes the finished requests to endpoints for `/dev/endpoints`: outside production they leave this machine no more than mail does. */
export const catchRequests: Call = async (request, { endpoint: endpointId, message, signal }) => {
  const answer = answerOf(endpointId)
  if (message) keepRequest({ id: newId(), endpointId, at: now(), answer, request, message })
  if (answer === 'hang') {
    if (signal && !signal.aborted) await once(signal, 'abort')
    throw signal?.reason
  }
  return { status: answer === 'accept' ? 200 : Number(answer), headers: {}, body: '' }
}

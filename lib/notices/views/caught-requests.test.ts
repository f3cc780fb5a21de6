import { expect, test } from 'vitest'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import type { EndpointMessage, MessageType } from '#/lib/notices/endpoints/kind-call.ts'
import { endpointMessage } from '#/tests/endpoint-message.ts'
import {
  type CaughtRequest,
  catchRequests,
  isOpen,
  isRinging,
  listCaught,
  setAnswer,
} from './caught-requests.ts'

let count = 0

/** What was sent, the last first. */
function sent(...messages: (Partial<EndpointMessage> & { answer?: CaughtRequest['answer'] })[]) {
  return messages
    .map(({ answer = 'accept', ...differs }): CaughtRequest => {
      count += 1
      const request = { url: '', headers: {}, body: '' }
      return {
        id: String(count),
        endpointId: 'phone',
        at: count,
        answer,
        request,
        message: endpointMessage(differs),
      }
    })
    .reverse()
}

const end = (type: MessageType) => ({ type, acknowledge: '' })
const of = (id: string) => ({ thread: id, data: { notice: { id } } })
const ofAll = (...ids: string[]) => ({
  thread: 'digest',
  data: { notices: ids.map((id) => ({ id })), total: ids.length },
})

test.each([
  ['nothing came', sent(), false],
  ['an emergency came', sent({}), true],
  ['it was acknowledged', sent({}, end('notice.acknowledged')), false],
  ['it was resolved', sent({}, end('notice.resolved')), false],
  ['it was closed', sent({}, end('notice.closed')), false],
  ['it was opened again', sent({}, end('notice.acknowledged'), { type: 'notice.reopened' }), true],
  ['a drill came', sent({ type: 'drill.opened' }), true],
  ['a drill ended while it waits', sent(of('a'), { ...of('b'), ...end('drill.ended') }), true],
  ['the drill ended', sent({ type: 'drill.ended' }, end('drill.ended')), false],
  [
    'two came, of which a digest was answered',
    sent(of('a'), of('b'), ofAll('a', 'b'), { ...ofAll('a', 'b'), ...end('notice.acknowledged') }),
    false,
  ],
  [
    'a digest came, of which one was answered',
    sent(ofAll('a', 'b'), { ...of('a'), ...end('notice.closed') }),
    true,
  ],
  [
    'a digest came, of which each was answered',
    sent(ofAll('a', 'b'), ...['a', 'b'].map((id) => ({ ...of(id), ...end('notice.acknowledged') }))),
    false,
  ],
  ['a quiet notice followed', sent({}, { isUrgent: false }), true],
  ['only a quiet notice came', sent({ isUrgent: false }), false],
  ['a code came', sent({ type: 'endpoint.confirm', acknowledge: '' }), false],
  ['it accepted nothing', sent({ answer: '500' }), false],
])('a phone to which %s rings: %#', (_, requests, rings) => {
  expect(isRinging('ntfy', requests)).toBe(rings)
})

test('a chat never rings', () => {
  expect(isRinging('slack', sent({}))).toBe(false)
})

test('a message can be answered until its own notice ends', () => {
  const [ended, other, first] = sent(of('a'), of('b'), { ...of('a'), ...end('notice.closed') })
  const all = [ended, other, first].filter((one) => one !== undefined)
  expect(all.map((one) => isOpen(one, all))).toEqual([false, true, false])
})

const request = { url: 'https://ntfy.example.org/', headers: {}, body: '{}' }
const timing = { connect: 5, answer: 5, whole: 5 }
const { call } = openCaller({ instead: catchRequests, timing })

test('keeps the finished request with what it says, and answers as told', async () => {
  const message = endpointMessage()
  expect(await call(request, { endpoint: 'a', message })).toMatchObject({ status: 200 })
  setAnswer('a', '410')
  expect(await call(request, { endpoint: 'a', message })).toMatchObject({ status: 410 })
  expect(await call(request, { endpoint: 'b', message })).toMatchObject({ status: 200 })
  expect(listCaught('a')).toMatchObject([
    { answer: '410', request, message },
    { answer: 'accept', request },
  ])
})

test('hangs until the call is over', async () => {
  setAnswer('c', 'hang')
  await expect(call(request, { endpoint: 'c' })).rejects.toMatchObject({ reason: 'timeout' })
})

import { expect, test } from 'vitest'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import { listCaught, setAnswer } from '#/lib/notices/views/caught-requests.ts'
import { endpointMessage } from '#/tests/endpoint-message.ts'
import { catchRequests } from './catch-requests.ts'

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

import { expect, test } from 'vitest'
import { readBody, readJsonBody } from './body.ts'

const url = 'http://portal.example/api/v1/events'

/** A request with a streamed body and no length; `pulled` counts its pieces. */
function streamed(pieces: number, size: number, headers: Record<string, string> = {}) {
  const pulled = { count: 0 }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (pulled.count++ === pieces) controller.close()
        else controller.enqueue(new Uint8Array(size))
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  return { request, pulled }
}

test('reads a whole body', async () => {
  expect(await readBody(streamed(4, 25).request, 100)).toHaveLength(100)
  expect(await readBody(new Request(url, { method: 'POST' }), 100)).toHaveLength(0)
})

test('stops reading a body that is too long', async () => {
  const { request, pulled } = streamed(1000, 30)
  await expect(readBody(request, 100)).rejects.toMatchObject({ status: 413 })
  expect(pulled.count).toBe(4)
})

test('does not read a body whose Content-Length is over the limit', async () => {
  const { request, pulled } = streamed(1, 1, { 'content-length': '101' })
  await expect(readBody(request, 100)).rejects.toMatchObject({ status: 413 })
  expect(pulled.count).toBe(0)
})

test('refuses an incomplete body', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) })
  const request = new Request(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
  await expect(readBody(request, 100)).rejects.toMatchObject({ status: 400 })
})

test('reads JSON; refuses other text, compression and other types', async () => {
  const send = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    readJsonBody(new Request(url, { method: 'POST', body, headers }), 100)
  expect(await send('{"a":1}')).toEqual({ value: { a: 1 }, bytes: new TextEncoder().encode('{"a":1}') })
  await expect(send('{"a":')).rejects.toMatchObject({ status: 400, problems: [{ code: 'json' }] })
  await expect(send('{}', { 'content-type': 'text/plain' })).rejects.toMatchObject({ status: 415 })
  const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  await expect(send('{}', gzip)).rejects.toMatchObject({ status: 415 })
  await expect(send(`"${'x'.repeat(100)}"`)).rejects.toMatchObject({ status: 413 })
})

test('reads an empty body as {} where it is optional; refuses compression and other types there too', async () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    readJsonBody(new Request(url, { method: 'POST', body, headers }), 100, true)
  expect(await send('', { 'content-type': '' })).toMatchObject({ value: {} })
  expect(await send('')).toMatchObject({ value: {} })
  expect(await send('{"a":1}', { 'content-type': 'application/json' })).toMatchObject({ value: { a: 1 } })
  await expect(send('{}')).rejects.toMatchObject({ status: 415 })
  await expect(send('', { 'content-encoding': 'gzip' })).rejects.toMatchObject({ status: 415 })
})

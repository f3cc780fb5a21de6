import { once } from 'node:events'
import { get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { brotliDecompressSync, createGunzip, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { serve } from '#/tests/serve.ts'
import { chooseCoding, compressResponse } from './compression.ts'

test.each([
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['deflate', 'deflate'],
  ['gzip;q=0, br;q=0, *', 'deflate'],
  ['identity, gzip;q=0.5', null],
  ['*;q=0', null],
  ['zstd', null],
  ['', null],
  [null, null],
] as const)('chooses for Accept-Encoding: %s the coding %s', async (header, coding) => {
  expect(chooseCoding(header)).toBe(coding)
  const answer = await ask(await compressing(page), header)
  expect(answer.headers['content-encoding'] ?? null).toBe(coding)
  expect(answer.headers.vary).toBe('Accept-Encoding')
  const decode = { br: brotliDecompressSync, gzip: gunzipSync, deflate: inflateSync }
  const body = Buffer.concat(await answer.toArray())
  expect((coding ? decode[coding](body) : body).toString()).toBe(rows.join(''))
})

test('sends a page that is written in many pieces about as small as in one', async () => {
  const answer = await ask(await compressing(page), 'gzip')
  const sent = Buffer.concat(await answer.toArray()).length
  expect(sent).toBeLessThan(gzipSync(rows.join('')).length * 1.1)
})

test('sends what a page has so far before the rest is there', async () => {
  let finish = () => {}
  const port = await compressing((_, response) => {
    begin(response)
    finish = () => response.end(rows[1])
  })
  const answer = await ask(port, 'gzip')
  const pieces = answer.pipe(createGunzip()).setEncoding('utf8')[Symbol.asyncIterator]()
  const { value: head } = await pieces.next()
  finish()
  let rest = ''
  for await (const piece of pieces) rest += piece
  expect(`${head}${rest}`).toBe(`${rows[0]}${rows[1]}`)
})

test('serves on after clients that leave while a page is written', async () => {
  const port = await compressing((_, response) => {
    begin(response)
    response.on('close', () => {
      response.write(rows[1])
      flush(response)
      response.end()
    })
  })
  for (let client = 0; client < 5; client++) {
    const answer = await ask(port, 'br')
    answer.destroy()
    await once(answer, 'close')
  }
  const last = await ask(port, 'br')
  expect(last.statusCode).toBe(200)
  last.destroy()
})

/** What React writes: many small pieces, each flushed. */
const rows = Array.from({ length: 80 }, (_, at) =>
  `<tr id="row-${at}"><td class="px-4 py-2 text-sm">Partner ${at * 7919}</td></tr>\n`.repeat(12),
)

const page: RequestListener = (_, response) => {
  begin(response)
  for (const row of rows.slice(1)) {
    response.write(row)
    flush(response)
  }
  response.end()
}

/** Sends the first row. */
function begin(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html')
  response.write(rows[0])
  flush(response)
}

const flush = (response: ServerResponse) => (response as ServerResponse & { flush(): void }).flush()

/** The port of a server whose answers are compressed. */
const compressing = (listen: RequestListener) =>
  serve((request, response) => compressResponse(request, response, () => listen(request, response)))

function ask(port: number, coding: string | null): Promise<IncomingMessage> {
  const headers = coding === null ? {} : { 'accept-encoding': coding }
  return new Promise((done, fail) => get({ port, host: '127.0.0.1', headers }, done).once('error', fail))
}

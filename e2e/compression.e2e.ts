import { globSync, readFileSync, statSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { ask } from './ask.ts'
import { expect, test } from './fixtures.ts'

const built = '.next/standalone'

test('scripts and styles come as the build compressed them', async ({ site }) => {
  const files = globSync('.next/static/**/*.{js,css}', { cwd: built })
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const url = `${site.url}/_${file.slice(1)}?v=1`
    const text = readFileSync(`${built}/${file}`)
    const get = (accept: string) => ask(url, { headers: { 'accept-encoding': accept } })
    const [brotli, gzip, plain] = [await get('gzip, br'), await get('gzip'), await get('identity')]
    for (const { status, headers } of [brotli, gzip, plain]) {
      expect(status, file).toBe(200)
      expect(headers, file).toMatchObject({
        vary: 'Accept-Encoding',
        'content-type': plain.headers['content-type'],
      })
    }
    expect(brotli.headers, file).toMatchObject({
      'content-encoding': 'br',
      'content-length': sizeOf(`${file}.br`),
    })
    expect(gzip.headers, file).toMatchObject({
      'content-encoding': 'gzip',
      'content-length': sizeOf(`${file}.gz`),
    })
    expect(plain.headers['content-encoding'], file).toBeUndefined()
    expect(brotliDecompressSync(brotli.bytes).equals(text), file).toBe(true)
    expect(gunzipSync(gzip.bytes).equals(text), file).toBe(true)
    expect(plain.bytes.equals(text), file).toBe(true)
    expect(new Set([brotli, gzip, plain].map(({ headers }) => headers.etag)).size, file).toBe(3)
    const known = await ask(url, {
      headers: { 'accept-encoding': 'br', 'if-none-match': String(brotli.headers.etag) },
    })
    expect({ status: known.status, body: known.body }, file).toEqual({ status: 304, body: '' })
  }
})

test('a request for part of a script gets the whole script', async ({ site }) => {
  const [file = ''] = globSync('.next/static/**/*.js', { cwd: built })
  const get = (headers: Record<string, string>, method = 'GET') =>
    ask(`${site.url}/_${file.slice(1)}`, { method, headers: { 'accept-encoding': 'gzip, br', ...headers } })
  for (const headers of [
    { range: 'bytes=0-9' },
    { range: 'bytes=99999999-' },
    { 'if-match': '"x"' },
    { 'if-unmodified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
  ]) {
    const { status, bytes } = await get(headers)
    expect(status).toBe(200)
    expect(brotliDecompressSync(bytes).equals(readFileSync(`${built}/${file}`))).toBe(true)
  }
  const head = await get({}, 'HEAD')
  expect(head.headers).toMatchObject({ 'content-encoding': 'br', 'content-length': sizeOf(`${file}.br`) })
  expect(head.body).toBe('')
})

const sizeOf = (file: string) => String(statSync(`${built}/${file}`).size)

import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { enterFrom } from '#/lib/platform/log/origin.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { serve } from '#/tests/serve.ts'
import { tooManyResponse } from './too-many.ts'

async function ask(answer: (response: ServerResponse) => void) {
  const port = await serve((_request, response) => {
    enterFrom('127.0.0.1', response)
    answer(response)
  })
  const answered = await fetch(`http://127.0.0.1:${port}`, { redirect: 'manual' })
  const headers = answered.headers
  return [answered.status, headers.get('retry-after'), headers.get('x-kept'), await answered.text()]
}
const refused = new AppError('too-many', { minutes: 3 })

test.each<[string, (response: ServerResponse) => void, unknown[]]>([
  ['written as it comes', (given) => given.end('page'), [429, '180', null, 'page']],
  [
    'with a status',
    (given) => Object.assign(given, { statusCode: 200 }).end('page'),
    [429, '180', null, 'page'],
  ],
  [
    'with a head',
    (given) => given.writeHead(200, 'Fine', { 'x-kept': 'a' }).end('page'),
    [429, '180', 'a', 'page'],
  ],
  ['that leads on', (given) => given.writeHead(303, { location: '/' }).end(), [303, '180', null, '']],
])('answers 429 for an answer %s', async (_, write, expected) => {
  const answer = await ask((response) => {
    tooManyResponse(refused)
    write(response)
  })
  expect(answer).toEqual(expected)
})

test('leaves other refusals, and an answer that has begun, unchanged', async () => {
  const other = await ask((response) => {
    tooManyResponse(new AppError('not-found'))
    response.end()
  })
  expect(other).toEqual([200, null, null, ''])
  const begun = await ask((response) => {
    response.write('begun')
    tooManyResponse(refused)
    response.end()
  })
  expect(begun).toEqual([200, null, null, 'begun'])
  expect(() => tooManyResponse(refused)).not.toThrow()
})

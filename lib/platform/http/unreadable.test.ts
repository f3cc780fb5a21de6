import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { enterFrom, markStarted } from '#/lib/platform/log/origin.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { serve } from '#/tests/serve.ts'
import { catchForeignLines } from './foreign-lines.ts'
import { isBeingRead, respondUnreadable } from './unreadable.ts'

async function ask(answer: (response: ServerResponse) => void, init: RequestInit = {}): Promise<Response> {
  const port = await serve((_request, response) => {
    enterFrom('127.0.0.1', response)
    answer(response)
  })
  return fetch(`http://127.0.0.1:${port}`, init)
}

const toAction = { method: 'POST', headers: { 'next-action': 'x' } }

test('counts an action as being read until it begins', async () => {
  const isRead = async (init: RequestInit, begins = false) => {
    const answer = await ask((response) => {
      if (begins) markStarted()
      response.end(String(isBeingRead()))
    }, init)
    return (await answer.text()) === 'true'
  }
  expect(await isRead(toAction)).toBe(true)
  expect(await isRead({ method: 'POST', body: new FormData() })).toBe(true)
  expect(await isRead(toAction, true)).toBe(false)
  expect(await isRead({ headers: { 'next-action': 'x' } })).toBe(false)
  expect(await isRead({ method: 'POST', body: new URLSearchParams('a=b') })).toBe(false)
  expect(isBeingRead()).toBe(false)
})

test('answers 400 to what cannot be read, whatever Next would answer', async () => {
  for (const type of ['text/plain', 'text/x-component']) {
    const answer = await ask((response) => {
      respondUnreadable()
      response.statusCode = 500
      response.setHeader('etag', '"a"')
      response.setHeader('content-type', type)
      response.flushHeaders()
      response.write('Internal')
      response.end('Server Error')
    }, toAction)
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([
      400,
      null,
      'The form could not be read. Nothing was saved.',
    ])
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  }
  expect(respondUnreadable).not.toThrow()
})

test('logs unreadable requests once a minute, with their number', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const lines = recordLog()
  const printed = { error: () => {}, warn: () => {} } as Pick<Console, 'error' | 'warn'>
  catchForeignLines(printed)
  const send = () =>
    ask((response) => {
      printed.error('⨯', new SyntaxError('Unexpected token'))
      printed.warn(new Error('Failed to find Server Action "x".'))
      response.end()
    }, toAction)
  for (let times = 0; times < 3; times++) await send()
  vi.advanceTimersByTime(minute)
  await send()
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const unreadable = { event: 'unreadable', of: 'action' }
  expect(said).toMatchObject([
    { ...unreadable, count: 1 },
    { ...unreadable, count: 3 },
  ])
  // Errors with more text, or outside such a request, are logged as errors.
  await ask((response) => {
    printed.error('failed to forward action response', new Error('x'))
    response.end()
  }, toAction)
  printed.error(new Error('x'))
  expect(lines).toHaveLength(4)
})

test('a line caused by a request says what failed and where, once a minute, with nothing from its sender', async () => {
  const lines = recordLog()
  const printed = { error: () => {}, warn: () => {} } as Pick<Console, 'error' | 'warn'>
  catchForeignLines(printed)
  const said = 'all is well'
  let times = 0
  const framed = () => new TypeError(`x\n    at ${said} (${times++})\n    at y`)
  for (const _ of [1, 2, 3]) {
    await ask((response) => {
      printed.error(`Unknown host ${said}`)
      printed.warn('Cannot read it', framed())
      response.end()
    })
  }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, count: 1, at: expect.arrayContaining([expect.stringContaining('unreadable.test.ts')]) },
    { level: 40, count: 1, name: 'TypeError' },
  ])
  expect(lines.join()).not.toContain(said)
  printed.warn('The certificate is old')
  expect(lines.at(-1)).toContain('The certificate is old')
})

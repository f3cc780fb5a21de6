import { expect, test } from 'vitest'
import { recordLog } from '#/tests/recorded-log.ts'
import { logProviderFailure } from './provider-failure.ts'

/** The reasons that it logs for these failures. */
function reasonsOf(code: string, ...errors: unknown[]): unknown[] {
  const lines = recordLog()
  for (const error of errors) logProviderFailure(code, { error })
  return lines.map((line) => JSON.parse(line).reason)
}

test('logs no text from callback parameters', () => {
  const said = [
    'INJECTED all is well',
    'state mismatch, expected a, got: INJECTED',
    'access_denied (INJECTED)',
  ]
  const code = 'OAUTH_CALLBACK_HANDLER_ERROR'
  expect(reasonsOf(code, ...said.map((text) => new Error(text)))).toEqual([
    'other',
    'state mismatch',
    'access_denied',
  ])
})

test('logs each reason once a minute, whatever the rest of the message', () => {
  const errors = ['a', 'b', 'c'].map((text) => new Error(`nonce mismatch, expected x, got: ${text}`))
  expect(reasonsOf('OAUTH_CALLBACK_ERROR', ...errors)).toEqual(['nonce mismatch'])
})

test('logs the provider’s errors before the redirect, without addresses and tokens', () => {
  const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
  const odd = new Error(`no such tenant ada@aurora.example ${'x'.repeat(30)}`)
  expect(reasonsOf('DISCOVERY_ERROR', refused, odd)).toEqual(['ECONNREFUSED', 'no such tenant … …'])
})

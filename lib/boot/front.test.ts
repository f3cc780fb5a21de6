import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { bodyLimits } from '#/lib/notices/formats/parse-events.ts'
import { judgeBody, mostBeforeSignIn } from './front.ts'

const sized = (length: number) => ({ 'content-length': String(length) })
const chunked = { 'transfer-encoding': 'chunked' }

test('a page takes small bodies of anybody, and large ones or such as do not say their length of whoever is signed in', () => {
  for (const url of [
    '/sign-in',
    '/admin/accounts/import/upload',
    '/api/auth/callback/oidc',
    '/brands/levante',
  ]) {
    expect(judgeBody({ url, headers: {} })).toEqual({ bytes: 0, refusal: null })
    expect(judgeBody({ url, headers: sized(mostBeforeSignIn) })).toEqual({
      bytes: mostBeforeSignIn,
      refusal: null,
    })
    expect(judgeBody({ url, headers: sized(mostBeforeSignIn + 1) })).toMatchObject({
      bytes: 0,
      refusal: { status: 413 },
    })
    expect(judgeBody({ url, headers: chunked })).toMatchObject({ bytes: 0, refusal: { status: 411 } })
  }
})

test('of the API those bodies are counted that are read before the key is known, which have a limit there', () => {
  const authorization = 'Bearer x'
  const counted = (url: string, headers: IncomingHttpHeaders) => judgeBody({ url, headers })
  for (const url of ['/api/v1/events', '/api/v1/events/pagerduty', '/api/v1/events/pagerduty/v2/enqueue']) {
    expect(counted(url, sized(10))).toEqual({ bytes: 10, refusal: null })
    expect(counted(url, sized(9_500_000))).toEqual({ bytes: bodyLimits.pagerduty, refusal: null })
    expect(counted(url, chunked)).toEqual({ bytes: bodyLimits.pagerduty, refusal: null })
    const bytes = url === '/api/v1/events' ? 0 : 10
    expect(counted(url, { ...sized(10), authorization })).toEqual({ bytes, refusal: null })
  }
})

test('what Next forwards was judged before', () => {
  const forwarded = { ...chunked, 'x-action-forwarded': '1' }
  expect(judgeBody({ url: '/sign-in', headers: forwarded })).toEqual({ bytes: 0, refusal: null })
})

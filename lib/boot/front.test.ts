import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { bodyLimits } from '#/lib/notices/formats/parse-events.ts'
import { mostBeforeSignIn, mostFormBytes } from '#/lib/platform/http/form-limit.ts'
import { judgeBody } from './front.ts'

const sized = (length: number) => ({ 'content-length': String(length) })
const chunked = { 'transfer-encoding': 'chunked' }

test('takes small page bodies from anybody, and large or unsized ones from signed-in people', () => {
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

test('refuses a form over the limit from anybody, but no upload of accounts', () => {
  const judge = (url: string, length: number) => judgeBody({ url, headers: sized(length) })
  expect(judge('/admin/settings/programme', mostFormBytes).isForAll).toBeUndefined()
  expect(judge('/admin/settings/programme', mostFormBytes + 1)).toMatchObject({
    refusal: { status: 413 },
    isForAll: true,
  })
  expect(judge('/admin/accounts/import/upload', mostFormBytes + 1).isForAll).toBeUndefined()
})

test('counts a form with the cookie of an ended session as a stranger’s, sized or not, and refuses an upload', () => {
  const counted = (url: string, headers: IncomingHttpHeaders) => judgeBody({ url, headers }).counted
  expect(counted('/settings', sized(mostBeforeSignIn + 1))).toBe(mostBeforeSignIn + 1)
  expect(counted('/settings', sized(mostFormBytes))).toBe(mostFormBytes)
  expect(counted('/settings', sized(mostFormBytes + 1))).toBeUndefined()
  expect(counted('/settings', chunked)).toBe('unsized')
  for (const headers of [sized(mostFormBytes), chunked])
    expect(counted('/admin/accounts/import/upload?a', headers)).toBeUndefined()
})

test('counts the API’s bodies that it reads before it knows the key, and limits them', () => {
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

test('does not judge again what Next forwards', () => {
  const forwarded = { ...chunked, 'x-action-forwarded': '1' }
  expect(judgeBody({ url: '/sign-in', headers: forwarded })).toEqual({ bytes: 0, refusal: null })
})

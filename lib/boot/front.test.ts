import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import type { Operation } from '#/lib/api/http/operation.ts'
import { operations } from '#/lib/api/openapi/operations.ts'
import { bodyLimits } from '#/lib/notices/formats/parse-events.ts'
import { maxBytesBeforeSignIn, maxFormBytes } from '#/lib/platform/http/form-limit.ts'
import { checkBodyLimit } from './front.ts'

const sized = (length: number) => ({ 'content-length': String(length) })
const chunked = { 'transfer-encoding': 'chunked' }

test('takes small page bodies from anybody, and large or unsized ones from signed-in people', () => {
  for (const url of [
    '/sign-in',
    '/admin/accounts/import/upload',
    '/api/auth/callback/oidc',
    '/brands/levante',
  ]) {
    expect(checkBodyLimit({ url, headers: {} })).toEqual({ bytes: 0, refusal: null })
    expect(checkBodyLimit({ url, headers: sized(maxBytesBeforeSignIn) })).toEqual({
      bytes: maxBytesBeforeSignIn,
      refusal: null,
    })
    expect(checkBodyLimit({ url, headers: sized(maxBytesBeforeSignIn + 1) })).toMatchObject({
      bytes: 0,
      refusal: { status: 413 },
    })
    expect(checkBodyLimit({ url, headers: chunked })).toMatchObject({ bytes: 0, refusal: { status: 411 } })
  }
})

test('refuses a form over the limit from anybody, but no upload of accounts', () => {
  const judge = (url: string, length: number) => checkBodyLimit({ url, headers: sized(length) })
  expect(judge('/admin/settings/programme', maxFormBytes).isForAll).toBeUndefined()
  expect(judge('/admin/settings/programme', maxFormBytes + 1)).toMatchObject({
    refusal: { status: 413 },
    isForAll: true,
  })
  expect(judge('/admin/accounts/import/upload', maxFormBytes + 1).isForAll).toBeUndefined()
})

test('counts a form with the cookie of an ended session as a stranger’s, sized or not, and refuses an upload', () => {
  const counted = (url: string, headers: IncomingHttpHeaders) => checkBodyLimit({ url, headers }).counted
  expect(counted('/settings', sized(maxBytesBeforeSignIn + 1))).toBe(maxBytesBeforeSignIn + 1)
  expect(counted('/settings', sized(maxFormBytes))).toBe(maxFormBytes)
  expect(counted('/settings', sized(maxFormBytes + 1))).toBeUndefined()
  expect(counted('/settings', chunked)).toBe('unsized')
  for (const headers of [sized(maxFormBytes), chunked])
    expect(counted('/admin/accounts/import/upload?a', headers)).toBeUndefined()
})

test('counts the API’s bodies that it reads before it knows the key, and limits them', () => {
  const authorization = 'Bearer x'
  const counted = (url: string, headers: IncomingHttpHeaders) => checkBodyLimit({ url, headers })
  const isReadAnyway = ({ method, key }: Operation) => method === 'post' && !key?.in.includes('bearer')
  const anyway = operations.filter(isReadAnyway).map(({ path }) => path.replace(/\{\w+\}/g, 'x'))
  expect(anyway).toHaveLength(4)
  for (const url of ['/api/v1/events', ...anyway, '/api/v1/events/%70agerduty?a']) {
    expect(counted(url, sized(10))).toEqual({ bytes: 10, refusal: null })
    expect(counted(url, sized(9_500_000))).toEqual({ bytes: bodyLimits.pagerduty, refusal: null })
    expect(counted(url, chunked)).toEqual({ bytes: bodyLimits.pagerduty, refusal: null })
    const bytes = url === '/api/v1/events' ? 0 : 10
    expect(counted(url, { ...sized(10), authorization })).toEqual({ bytes, refusal: null })
  }
})

test('does not check forwarded requests again', () => {
  const forwarded = { ...chunked, 'x-action-forwarded': '1' }
  expect(checkBodyLimit({ url: '/sign-in', headers: forwarded })).toEqual({ bytes: 0, refusal: null })
})

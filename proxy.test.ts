import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { proxy } from './proxy.ts'

const cookieOf = (path: string) =>
  proxy(new NextRequest(`http://desk.example${path}?env=sandbox`)).headers.get('set-cookie')

test('the environment is remembered for one account, or one view of it, and nothing else', () => {
  expect(cookieOf('/accounts/aurora/support')).toContain('=sandbox; Path=/accounts/aurora; HttpOnly')
  expect(cookieOf('/admin/accounts/aurora/as-partner/1/support')).toContain(
    'Path=/admin/accounts/aurora/as-partner/1;',
  )
  expect(cookieOf('/admin/accounts/aurora')).toBeNull()
})

test('only an address of an account that could exist goes into a cookie', () => {
  // A longer path is left out by browsers, which then give the cookie to all accounts.
  expect(cookieOf(`/accounts/${'a'.repeat(50)}`)).toContain('; Path=/accounts/aaa')
  expect(cookieOf(`/accounts/${'a'.repeat(51)}`)).toBeNull()
  for (const mark of [',', '%2c', ';', '%3b', '=', '%3d', '%20', '%0d%0a']) {
    for (const path of ['/accounts/aurora', '/admin/accounts/a/as-partner/1']) {
      expect(cookieOf(`${path}${mark}x=1`), mark).toBeNull()
      expect(cookieOf(`${path}/support${mark}x=1`), mark).toContain(`; Path=${path}; HttpOnly`)
    }
    expect(cookieOf(`/admin/accounts/a${mark}x=1/as-partner/1`), mark).toBeNull()
  }
})

test('an action that Next forwards keeps the page and the environment that it was sent from', () => {
  const sent = { 'x-path': '/admin/cases', 'x-environment': 'sandbox' }
  const told = (init: { method?: string; headers: Record<string, string> }) => {
    const { headers } = proxy(new NextRequest('http://desk.example/accounts/aurora', init))
    return [headers.get('x-middleware-request-x-path'), headers.get('x-middleware-request-x-environment')]
  }
  const forwarded = { ...sent, 'x-action-forwarded': '1' }
  expect(told({ method: 'POST', headers: forwarded })).toEqual(['/admin/cases', 'sandbox'])
  expect(told({ method: 'POST', headers: sent })).toEqual(['/accounts/aurora', 'production'])
  // The page that the action leads to is asked for by the same headers.
  expect(told({ headers: forwarded })).toEqual(['/accounts/aurora', 'production'])
})

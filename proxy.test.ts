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

test('an address adds nothing to what the cookie says', () => {
  for (const path of [
    '/accounts/aurora;Path=',
    '/admin/accounts/a/as-partner/1;Max-Age=99999999;Domain=example',
  ]) {
    expect(cookieOf(path)?.match(/path=|max-age|domain/gi)).toEqual(['Path='])
  }
})

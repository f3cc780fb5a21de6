import { expect, test } from 'vitest'
import { findInHosts } from './resolve-host.ts'

test('finds all addresses of a name in a hosts file', () => {
  const file =
    '# 10.0.0.9 hooks.example\n10.0.0.1\tHooks.example hooks # mine\n\n10.0.0.2 a.example\r\nfd00::1 hooks.example\r\n'
  expect(findInHosts(file, 'hooks.example')).toEqual(['10.0.0.1', 'fd00::1'])
  expect(findInHosts(file, 'mine')).toEqual([])
  expect(findInHosts('', 'hooks.example')).toEqual([])
})

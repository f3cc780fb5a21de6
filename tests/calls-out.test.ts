import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const sources = globSync('{app,components,db,lib}/**/*.{ts,tsx}', { cwd: root })
  .concat('env.ts', 'instrumentation.ts', 'proxy.ts')
  .filter((file) => !/\.test\.ts$/.test(file))

/** The files whose text has it, types that are imported left out. */
function findFiles(pattern: RegExp): string[] {
  return sources
    .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8').replace(/^import type .*$/gm, '')))
    .sort()
}

test('the server calls mail servers, providers of sign-in and PostgreSQL, and nothing else', () => {
  expect(sources.length).toBeGreaterThan(500)
  // In the browser: to learn whether it is reached.
  expect(findFiles(/\bfetch\(|XMLHttpRequest|WebSocket\(|EventSource\(/)).toEqual([
    'components/form/is-serving.ts',
  ])
  const dials =
    /\.(?:connect|createConnection)\(|from '(?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)(?:\/promises)?'/
  const listening = ['lib/platform/log/client-address.ts', 'lib/platform/store/last-requests.ts']
  expect(findFiles(dials).filter((file) => !listening.includes(file) && !file.startsWith('db/'))).toEqual([])
  expect(findFiles(/from 'nodemailer'/)).toEqual(['lib/platform/relay/relay.ts'])
  expect(findFiles(/from 'next-auth'/)).toEqual(['lib/changes/sign-in/provider-sign-in.ts'])
  expect(findFiles(/from 'pg'/).filter((file) => !file.startsWith('db/'))).toEqual([])
})

test('the server runs no command, and no text as a program', () => {
  expect(findFiles(/child_process|worker_threads|from '(?:node:)?vm'|\beval\(|new Function\(/)).toEqual([])
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const sources = globSync('{app,components,db,lib}/**/*.{ts,tsx}', { cwd: root })
  .concat('env.ts', 'environment-table.ts', 'environment.ts', 'instrumentation.ts', 'proxy.ts')
  .filter((file) => !/\.test\.ts$/.test(file))

/** The files whose text matches, without type imports. */
function findFiles(pattern: RegExp): string[] {
  return sources
    .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8').replace(/^import type .*$/gm, '')))
    .sort()
}

// A rule of .dependency-cruiser.mjs covers the imports that call out or run commands.
test('the server opens no connection with globals that need no import', () => {
  expect(sources.length).toBeGreaterThan(500)
  // In the browser: whether the server can be reached, its time zones, and its search.
  expect(findFiles(/\bfetch\(|XMLHttpRequest|WebSocket\(|EventSource\(/)).toEqual([
    'components/form/is-serving.ts',
    'components/form/load-zones.ts',
    'components/palette/use-search-results.ts',
  ])
  expect(findFiles(/\.(?:connect|createConnection)\(/).filter((file) => !file.startsWith('db/'))).toEqual([])
})

test('the server calls endpoints in one file', () => {
  const room = 'lib/notices/endpoints'
  expect(findFiles(/['"](?:node:)?undici['"]/)).toEqual([`${room}/call.ts`])
  expect(findFiles(/['"]ipaddr\.js['"]/)).toEqual([`${room}/allowed-address.ts`])
  expect(findFiles(/['"](?:node:)?dns(?:\/promises)?['"]/)).toEqual([`${room}/resolve-host.ts`])
})

test('the server never evaluates text as code', () => {
  expect(findFiles(/\beval\(|new Function\(/)).toEqual([])
})

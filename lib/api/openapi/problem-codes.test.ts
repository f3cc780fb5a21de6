import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemCodes } from './problem-codes.ts'

const files = globSync([
  'app/api/v1/**/*.ts',
  'lib/api/**/*.ts',
  'lib/notices/{parsing,formats}/*.ts',
]).filter((file) => !file.includes('.test.'))

test('every code in an endpoint has an explanation', () => {
  const named = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    const refuse = file.endsWith('/json.ts') ? /refuse\('([\w-]+)'/g : /refuse\(\w+, \d+, '([\w-]+)'/g
    return [...source.matchAll(/\bcode: '([a-z0-9-]+)'/g), ...source.matchAll(refuse)].map(
      ([, code]) => code ?? '',
    )
  })
  const known = new Set(Object.keys(problemCodes))
  // Zod's own code for a refinement; our code is in its parameters.
  known.add('custom')
  // A warning in an accepted answer, whose own text explains it.
  known.add('unknown-environment')
  expect(named.length).toBeGreaterThan(25)
  expect([...new Set(named)].filter((code) => !known.has(code))).toEqual([])
})

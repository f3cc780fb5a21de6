import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'

const root = join(import.meta.dirname, '..')
const sources = globSync('{app,bin,components,db,lib,seed}/**/*.{ts,tsx}', { cwd: root })
  .concat(
    'env.ts',
    'environment-table.ts',
    'environment.ts',
    'instrumentation.ts',
    'instrumentation-client.ts',
    'proxy.ts',
  )
  .filter((file) => !/\.test\.ts$/.test(file))

// A language is a folder (docs/languages.md): what code asks for by name, no new folder has.
test('no code decides by the name of a language', () => {
  expect(sources.length).toBeGreaterThan(500)
  const code = `['"\`](?:${locales.join('|')})['"\`]`
  const decides = new RegExp(`[=!]==?\\s*${code}|${code}\\s*[=!]==?|case\\s+${code}`)
  expect(sources.filter((file) => decides.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

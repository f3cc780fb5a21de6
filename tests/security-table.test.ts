import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const file = 'docs/security.md'
const text = readFileSync(join(root, file), 'utf8')
const rows = text.split('\n').filter((line) => /^\| V\d/.test(line))

/** The numbers of the standard's requirements by level. */
const asvs = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/standards/asvs-5.0.json'), 'utf8'),
) as Record<'1' | '2', string[]>

test('the table has each requirement of level 1 and 2 once, and no other', () => {
  const named = rows.flatMap((row) => row.split('|')[1]?.match(/V[\d.]+/g) ?? [])
  expect(named.sort()).toEqual([...asvs['1'], ...asvs['2']].sort())
})

test('every named file exists', () => {
  const named = [...text.matchAll(/`([\w./[\]()@-]+\/[\w./[\]()@-]+\.(?:ts|tsx|md|json))`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.length).toBeGreaterThan(80)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every requirement that is met names a test, and each named test exists', () => {
  const met = rows.filter((row) => row.split('|').length > 5)
  expect(met.length).toBeGreaterThan(70)
  expect(met.filter((row) => !/`[^`]+` “[^”]+”/.test(row))).toEqual([])
  const missing = met.flatMap((row) =>
    [...row.matchAll(/`([^`]+)` “([^”]+)”/g)].flatMap(([, path = '', title = '']) => {
      const source = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
      return hasTitle(source, title) ? [] : [`${path} “${title}”`]
    }),
  )
  expect(missing).toEqual([])
})

/** Whether the source has a test or group with this title, ignoring `${…}`. */
function hasTitle(source: string, title: string): boolean {
  const plain = source
    .replaceAll("\\'", "'")
    .replace(/\$\{\w+\}/g, 'who')
    .replace(/\(\s+/g, '(')
  return ["'", '"', '`'].some((quote) => plain.includes(`(${quote}${title}${quote}`))
}

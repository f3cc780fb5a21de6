import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownMigrations } from '#/db/store/migrations.ts'
import { readSqliteSchema } from '#/db/store/sqlite.ts'
import { copyOlderStore, olderVersions } from './older-store.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const [, ...sections] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m)

/** The versions of the changelog, newest first; `schema`: null if the version has that of the one before. */
const releases = sections.map((text) => ({
  name: /^\[(.+?)\](?: - \d{4}-\d\d-\d\d)?$/m.exec(text)?.[1] ?? '',
  schema: Number(/^Schema (\d+)\./m.exec(text)?.[1]) || null,
  text,
}))

test('the changelog has this version, what is unreleased, and what an upgrade takes', () => {
  expect(releases.slice(0, 2).map(({ name }) => name)).toEqual(['Unreleased', version])
  expect(releases.filter(({ text }) => !text.includes('\n### Upgrade notes\n'))).toEqual([])
  for (const file of ['README.md', 'docs/operations.md'])
    expect(readFileSync(file, 'utf8')).toContain('CHANGELOG.md)')
})

test('each version begins with what one gains, in ten lines', () => {
  const changed = releases.filter(({ text }) => /^### (Added|Changed|Fixed|Security)$/m.test(text))
  expect(changed.length).toBeGreaterThan(1)
  for (const { name, text } of changed) {
    const [, head = ''] = /^.*\n\n(?:Schema .*\n\n)?### In short\n\n((?:- .*\n)+)\n### /.exec(text) ?? []
    const lines = head.split('\n').filter(Boolean)
    expect(lines.length, name).toBeGreaterThan(2)
    expect(lines.length, name).toBeLessThanOrEqual(10)
    expect(lines.filter((line) => line.length > 170)).toEqual([])
  }
})

test('version, schema, changelog and the stored demo move together', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  expect([lock.version, lock.packages[''].version]).toEqual([version, version])
  // A change of the schema is unreleased, or its version has a store that every later one must open.
  const latest = releases.find(({ schema }) => schema !== null)?.schema
  expect([knownMigrations('sqlite'), knownMigrations('postgres')]).toEqual([latest, latest])
  const stored = releases.filter(({ name, schema }) => schema !== null && name !== 'Unreleased')
  expect(stored.map(({ name }) => name)).toEqual(
    olderVersions.filter((name) => releases.some((one) => one.name === name)).toReversed(),
  )
  expect(stored.map(({ name }) => readSqliteSchema(copyOlderStore(name)))).toEqual(
    stored.map(({ schema }) => schema),
  )
})

test('a tag of a version is on a commit of that version, with nothing unreleased', () => {
  // Sources without git have no tags.
  const { stdout } = spawnSync('git', ['tag', '--points-at', 'HEAD', '--list', 'v*'], { encoding: 'utf8' })
  const tags = (stdout ?? '').split('\n').filter(Boolean)
  expect(tags.filter((tag) => tag !== `v${version}`)).toEqual([])
  const [unreleased] = releases
  if (tags.length > 0) expect(unreleased?.text).not.toMatch(/^Schema |^### (Added|Changed|Fixed|Security)$/m)
})

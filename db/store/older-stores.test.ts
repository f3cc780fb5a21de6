import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { caseMessages } from '#/db/schema/cases.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { buildMember } from '#/db/seed/people.ts'
import { knownMigrations } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

/** The demo store as each version that changed the schema made it (scripts/fixture.ts). */
const fixtures = new URL('../../tests/fixtures/stores/', import.meta.url)
const files = readdirSync(fixtures).filter((file) => file.endsWith('.sqlite.gz'))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recapito-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('there are stores of older versions', () => {
  expect(files).toContain('0.1.0.sqlite.gz')
})

test.each(files)('%s opens, is read and is written to', async (name) => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL(name, fixtures))))
  const store = await openSqlite(file)
  try {
    expect(await store.schemaVersion()).toBe(knownMigrations('sqlite'))
    expect(await store.read.$count(integrationTypes)).toBe(9)
    expect(await store.read.$count(caseMessages)).toBeGreaterThan(0)
    expect(await store.read.$count(users)).toBeGreaterThan(10)
    expect(await store.read.select().from(settings)).toContainEqual({
      key: 'programmeName',
      value: 'Actions Desk',
    })
    const read = await store.read.select().from(accounts).orderBy(accounts.slug)
    expect(read.map((account) => account.slug)).toEqual([
      'clinica-aurora',
      'poliambulatorio-levante',
      'studio-ponte',
      'trattoria-molo',
    ])
    const revisions = await store.read.select().from(contactRevisions)
    expect(revisions.map((revision) => revision.content.technical[0]?.address)).toContain(
      'tech@levante.example',
    )
    const before = await store.read.$count(memberships)
    const accountId = read[0]?.id ?? ''
    await store.transact((tx) => buildMember(tx, { accountId, role: 'viewer' }))
    expect(await store.read.$count(memberships)).toBe(before + 1)
  } finally {
    await store.close()
  }
})

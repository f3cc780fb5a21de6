import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { eq, max } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { caseMessages } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { eventSources, notices } from '#/db/schema/notices.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { searchAccounts } from '#/lib/accounts/search/account-search.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { sendConfirmations } from '#/lib/changes/confirmations/reminders.ts'
import { dateReviews } from '#/lib/changes/reviews/ask.ts'
import { dateUndated } from '#/lib/notices/drills/dates.ts'
import { sendDueDrills } from '#/lib/notices/drills/sending.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildMember } from '#/seed/people.ts'
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

test('what the oldest held of invitations is still there', async () => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL('0.1.0.sqlite.gz', fixtures))))
  const old = new Sqlite(file)
  old.exec(`insert into invitations (id, account_id, email, email_key, role, locale, token_hash, invited_by, by_staff, created_at, expires_at)
    select 'one', accounts.id, 'A@b.example', 'a@b.example', 'owner', 'it', 'hash', users.id, 1, 5, 6 from accounts, users limit 1`)
  old.close()
  const store = await openSqlite(file)
  try {
    const [kept] = await store.read.select().from(invitations)
    expect(kept).toMatchObject({
      id: 'one',
      email: 'A@b.example',
      role: 'owner',
      byStaff: true,
      expiresAt: 6,
    })
    expect(kept).toMatchObject({ invitedBySource: null, acceptedAt: null })
    expect(await store.read.$count(users, eq(users.id, kept?.invitedBy ?? ''))).toBe(1)
  } finally {
    await store.close()
  }
})

test('what 0.2.0 held of notices and their deliveries is still there', async () => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL('0.2.0.sqlite.gz', fixtures))))
  const store = await openSqlite(file)
  try {
    const kept = await store.read.select().from(notices)
    expect(new Set(kept.map(({ state }) => state))).toEqual(
      new Set(['open', 'acknowledged', 'closed', 'unroutable']),
    )
    const [told] = await store.read.select().from(outbox).where(eq(outbox.status, 'accepted'))
    expect(kept.map(({ id }) => id)).toContain(told?.noticeId)
    expect(await store.read.$count(eventSources)).toBeGreaterThan(0)
  } finally {
    await store.close()
  }
})

test('the accounts of 0.2.0 are found once they are indexed', async () => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL('0.2.0.sqlite.gz', fixtures))))
  const store = await openSqlite(file)
  try {
    expect(await store.read.$count(accountSearch)).toBe(0)
    expect(await indexUnindexed(store)).toBe(4)
    expect(await searchAccounts(store.read, 'vante')).toHaveLength(1)
    expect(await indexUnindexed(store)).toBe(0)
  } finally {
    await store.close()
  }
})

test('the accounts of 0.3.0 get their dates, and an upgrade mails nobody', async () => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL('0.3.0.sqlite.gz', fixtures))))
  const store = await openSqlite(file)
  try {
    const written = await store.read.select({ at: accounts.createdAt, state: accounts.state }).from(accounts)
    // The store as it was left, so that nothing comes due by the age of the fixture.
    const [latest] = await store.read.select({ at: max(outbox.createdAt) }).from(outbox)
    moveClock((latest?.at ?? Math.max(...written.map(({ at }) => at))) - Date.now())
    const mails = await store.read.$count(outbox)
    await indexUnindexed(store)
    await dateUndated(store)
    await dateReviews(store)
    await sendDueDrills(store)
    await sendConfirmations(store)
    expect(await store.read.$count(outbox)).toBe(mails)
    const read = await store.read.select().from(accounts)
    const live = read.filter(({ state }) => state === 'live')
    expect(live.length).toBeGreaterThan(0)
    for (const { drillDueAt } of live) expect(drillDueAt).toBeGreaterThan(now())
    const asked = read.filter(({ firstCompleteAt, dueAt }) => firstCompleteAt !== null && dueAt === null)
    expect(asked.length).toBeGreaterThan(0)
    for (const { reviewMailDueAt } of asked) expect(reviewMailDueAt).toBeGreaterThan(now())
    expect(await store.read.$count(confirmations)).toBe(0)
  } finally {
    moveClock(0)
    await store.close()
  }
})

test.each(files)('an upgrade from %s mails nobody for what is not due', async (name) => {
  const file = join(folder, 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL(name, fixtures))))
  const store = await openSqlite(file)
  try {
    // The store as it was left, so that nothing comes due by the age of the fixture.
    const [latest] = await store.read.select({ at: max(outbox.createdAt) }).from(outbox)
    const [made] = await store.read.select({ at: max(accounts.createdAt) }).from(accounts)
    moveClock((latest?.at ?? made?.at ?? 0) - Date.now())
    const mails = await store.read.$count(outbox)
    await store.transact(seedShipped)
    await indexUnindexed(store)
    const stopping = new AbortController().signal
    for (let round = 0; round < 3; round++) for (const job of periodicJobs) await job.run(store, stopping)
    expect((await store.read.$count(outbox)) - mails).toBeLessThanOrEqual(0)
  } finally {
    moveClock(0)
    await store.close()
  }
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
    expect(read.map((account) => account.slug)).toEqual(
      expect.arrayContaining(['clinica-aurora', 'poliambulatorio-levante', 'studio-ponte', 'trattoria-molo']),
    )
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

import Sqlite from 'better-sqlite3'
import { eq, max } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { caseMessages } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { eventSources, notices } from '#/db/schema/notices.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { searchAccounts } from '#/lib/accounts/search/account-search.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { revokeSourceKeys } from '#/lib/admin/sources/key-commands.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { isAll } from '#/scripts/dose.ts'
import { buildMember } from '#/seed/people.ts'
import { known } from '#/tests/known.ts'
import { copyOlderStore, olderVersions } from '#/tests/older-store.ts'
import { knownMigrations } from './migrations.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** The demo store as `version` made it (scripts/fixture.ts), migrated to this version. */
async function openOlder(version: string): Promise<Store> {
  const store = await openSqlite(copyOlderStore(version))
  onTestFinished(() => store.close())
  return store
}

test('keeps the invitations of the oldest version', async () => {
  const file = copyOlderStore('0.1.0')
  const old = new Sqlite(file)
  old.exec(`insert into invitations (id, account_id, email, email_key, role, locale, token_hash, invited_by, by_staff, created_at, expires_at)
    select 'one', accounts.id, 'A@b.example', 'a@b.example', 'owner', 'it', 'hash', users.id, 1, 5, 6 from accounts, users limit 1`)
  old.close()
  const store = await openSqlite(file)
  onTestFinished(() => store.close())
  const [kept] = await store.read.select().from(invitations)
  expect(kept).toMatchObject({ id: 'one', email: 'A@b.example', role: 'owner', byStaff: true, expiresAt: 6 })
  expect(kept).toMatchObject({ invitedByKey: null, acceptedAt: null })
  expect(await store.read.$count(users, eq(users.id, kept?.invitedBy ?? ''))).toBe(1)
})

test('keeps the keys of event sources, and the invitations sent with them', async () => {
  const file = copyOlderStore('0.5.0')
  const old = new Sqlite(file)
  old.exec(`insert into event_sources (id, name, key_hash, hint, scopes, created_at, expires_at, last_used_at)
    values ('source', 'Registry', '${hashSecret('the key')}', 'abcd', '["accounts:write"]', 5, 9999999999999, 7);
    insert into invitations (id, account_id, email, email_key, role, locale, token_hash, invited_by_source, by_staff, created_at, expires_at)
    select 'sent', id, 'a@b.example', 'a@b.example', 'owner', 'it', '${hashSecret('token')}', 'source', 1, 5, 9999999999999 from accounts limit 1`)
  old.close()
  const store = await openSqlite(file)
  onTestFinished(() => store.close())
  const grant = await grantSource(store.read, 'the key', 'accounts:write')
  expect(grant).toMatchObject({
    source: { id: 'source', sandboxNames: ['sandbox', 'staging', 'test', 'dev'] },
    key: { sourceId: 'source', hint: 'abcd', createdAt: 5, expiresAt: 9999999999999, lastUsedAt: 7 },
  })
  const state = async () => (await findInvitationByToken(store.read, 'token', now()))?.state
  expect(await state()).toBe('open')
  await store.transact((tx) => revokeSourceKeys(tx, 'source', null))
  expect(await grantSource(store.read, 'the key', 'accounts:write')).toBe('unknown-key')
  expect(await state()).toBe('inviter-gone')
})

test('keeps the notices of 0.2.0, and finds its accounts once they are indexed', async () => {
  const store = await openOlder('0.2.0')
  const kept = await store.read.select().from(notices)
  const states = ['open', 'acknowledged', 'closed', 'unroutable']
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(states))
  const [told] = await store.read.select().from(outbox).where(eq(outbox.status, 'accepted'))
  expect(kept.map(({ id }) => id)).toContain(told?.noticeId)
  expect(await store.read.$count(eventSources)).toBeGreaterThan(0)
  expect(await store.read.$count(accountSearch)).toBe(0)
  expect(await indexUnindexed(store)).toBe(4)
  expect(await searchAccounts(store.read, 'vante')).toHaveLength(1)
  expect(await indexUnindexed(store)).toBe(0)
})

/** A migration that harms a store harms the oldest, which has them all, or was made after the newest. */
const versions = isAll ? olderVersions : [olderVersions.at(0), olderVersions.at(-1)].map(known)

test.each(versions)('an upgrade from %s mails nobody before it is due', async (version) => {
  const store = await openOlder(version)
  // Sets the clock to the fixture's time, so that its age makes nothing due.
  const [latest] = await store.read.select({ at: max(outbox.createdAt) }).from(outbox)
  const [made] = await store.read.select({ at: max(accounts.createdAt) }).from(accounts)
  onTestFinished(() => moveClock(0))
  moveClock((latest?.at ?? made?.at ?? 0) - Date.now())
  const mails = await store.read.$count(outbox)
  await store.transact(seedShipped)
  await indexUnindexed(store)
  const stopping = new AbortController().signal
  for (let round = 0; round < 3; round++) for (const job of periodicJobs) await job.run(store, stopping)
  expect(await store.read.$count(outbox)).toBeLessThanOrEqual(mails)
  if (version !== '0.3.0') return
  // The old version had no such dates.
  for (const { state, firstCompleteAt, dueAt, drillDueAt, checkMailDueAt } of await store.read
    .select()
    .from(accounts)) {
    if (state === 'live') expect(drillDueAt).toBeGreaterThan(now())
    if (firstCompleteAt !== null && dueAt === null) expect(checkMailDueAt).toBeGreaterThan(now())
  }
})

test.each(versions)('opens, reads and writes a store of %s', async (version) => {
  const store = await openOlder(version)
  expect(await store.schemaVersion()).toBe(knownMigrations('sqlite'))
  expect(await store.read.$count(integrationTypes)).toBe(9)
  expect(await store.read.$count(caseMessages)).toBeGreaterThan(0)
  expect(await store.read.$count(users)).toBeGreaterThan(10)
  const named = { key: 'programmeName', value: 'Actions Desk' }
  expect(await store.read.select().from(settings)).toContainEqual(named)
  const read = await store.read.select().from(accounts).orderBy(accounts.slug)
  const slugs = ['clinica-aurora', 'poliambulatorio-levante', 'studio-ponte', 'trattoria-molo']
  expect(read.map((account) => account.slug)).toEqual(expect.arrayContaining(slugs))
  const revisions = await store.read.select().from(contactRevisions)
  const technical = revisions.map((revision) => revision.content.technical[0]?.address)
  expect(technical).toContain('tech@levante.example')
  const before = await store.read.$count(memberships)
  const accountId = read[0]?.id ?? ''
  await store.transact((tx) => buildMember(tx, { accountId, role: 'viewer' }))
  expect(await store.read.$count(memberships)).toBe(before + 1)
})

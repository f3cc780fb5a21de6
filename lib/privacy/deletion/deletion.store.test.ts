import { eq, getTableName, like } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { bounceReports, events, notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { endpointKey } from '#/db/words/points.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { announceDeletions } from '#/lib/changes/closing/announce-deletions.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { buildMark, buildNotice } from '#/seed/notices.ts'
import { dumpRows } from '#/tests/every-table.ts'
import { interrupted } from '#/tests/failing.ts'
import { fillEveryTable, levante as slug } from '#/tests/full-demo.ts'
import { known } from '#/tests/known.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { deleteClosed } from './deletion.ts'

const store = perTest(openTestStore)
let id: string
beforeEach(async () => {
  await seedDemo(store, now())
  await indexUnindexed(store)
  id = known((await store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0]).id
  // Reopens the demo's closed account, so that the tests delete only their own.
  await store.transact((tx) => tx.update(unguarded(accounts)).set({ closedAt: null, closedBy: null }))
  await fillEveryTable(store, id)
})

const close = () => closeAccount(store, grantOperator(), { slug, reason: 'Left the programme' })

async function deleteAll() {
  while (await deleteClosed(store));
}

/** Runs the deletion until it has begun this many transactions. */
function deleteSteps(most: number): Promise<boolean> {
  const stopping = new AbortController()
  const counted = interrupted(store, (nth) => {
    if (nth === most) stopping.abort()
  })
  return deleteClosed(counted, stopping.signal)
}

test('deletes only the account, its addresses, endpoints and people, from every table', async () => {
  const endpoint = known((await store.read.select().from(endpoints).where(eq(endpoints.accountId, id)))[0])
  // No field has it.
  const keys = [endpointKey(endpoint.id), refusalKeys(endpoint)[0]]
  await store.transact(async (tx) => {
    for (const addressKey of keys) await buildMark(tx, { addressKey, address: 'ntfy · x@levante.example' })
  })
  const before = await dumpRows(store)
  // The test would miss a table that has an account column but no row of this account.
  const columns = allTables.filter((table) => 'accountId' in table)
  const seen = new Set(before.filter(({ row }) => row.accountId === id).map(({ table }) => table))
  expect(columns.map(getTableName).filter((table) => !seen.has(table))).toEqual([])

  await close()
  moveClock(30 * day - 60_000)
  await deleteAll()
  expect(await store.read.$count(accounts, eq(accounts.id, id))).toBe(1)
  moveClock(30 * day + 60_000)
  await deleteAll()

  // One report names an address that never belonged to the account.
  const strange = 'newsletter@levante.example'
  const after = (await dumpRows(store)).filter(({ row }) => row.recipient !== strange)
  const telling = after.filter(({ row }) => mentionsAny(row, [id, slug, '@levante.example']))
  const deleted = { action: 'account.deleted', subjectId: id, accountId: null }
  const row = { ...deleted, before: { slug, reason: 'Left the programme' } }
  expect(telling).toMatchObject([{ table: 'audit_entries', row }])
  // The deletion forgets people who belong nowhere else; Luca is a member of another account.
  const people = await store.read.select().from(users)
  expect(people.filter(({ email }) => email === 'erased').length).toBeGreaterThan(1)
  expect(people.some(({ email }) => email === 'luca@partner-it.example')).toBe(true)
  expect(await store.read.$count(outbox, eq(outbox.recipient, 'luca@partner-it.example'))).toBeGreaterThan(0)
  expect(await store.read.$count(bounceReports)).toBe(2)
  // Rows of others stay as they were, except rows of people who were members of this account only.
  const words = after.map(({ table, row }) => `${table} ${JSON.stringify(row)}`)
  const kept = new Set(words)
  const isLost = (one: { table: string; row: unknown }) =>
    !kept.has(`${one.table} ${JSON.stringify(one.row)}`)
  const lost = before.filter((one) => one.table !== 'turns' && isLost(one))
  const others = lost.filter(({ row }) => !mentionsAny(row, [id, slug, '@levante.example']))
  const own = new Set([
    ...['events', 'digest_notices', 'outbox', 'bounce_reports'],
    ...['case_messages', 'sessions', 'passkey_challenges', 'saved_views'],
  ])
  expect(others.filter(({ table }) => !own.has(table))).toEqual([])
  const accountsKept = after.filter(({ table }) => table === 'accounts').length
  expect(accountsKept).toBe(before.filter(({ table }) => table === 'accounts').length - 1)
  expect(await store.read.$count(settings, eq(settings.key, 'account-deletion'))).toBe(0)
  expect(await store.read.$count(accounts, eq(accounts.slug, slug))).toBe(0)
})

function mentionsAny(row: Record<string, unknown>, texts: readonly string[]): boolean {
  const said = JSON.stringify(row).toLowerCase()
  return texts.some((text) => said.includes(text.toLowerCase()))
}

test('resumes after an interruption, in several workers at once, and refuses to reopen the account', async () => {
  await close()
  moveClock(31 * day)
  expect(await deleteSteps(4)).toBe(true)
  expect(await store.read.$count(accounts, eq(accounts.id, id))).toBe(1)
  expect(await store.read.$count(settings, eq(settings.key, 'account-deletion'))).toBe(1)
  await expect(reopenAccount(store, grantOperator(), { slug })).rejects.toThrow('reopened-late')
  await Promise.all([deleteAll(), deleteAll(), deleteAll()])
  expect(await store.read.$count(accounts, eq(accounts.id, id))).toBe(0)
  expect(await store.read.$count(auditEntries, eq(auditEntries.action, 'account.deleted'))).toBe(1)
})

test('deletes a notice with very many events in short transactions', async () => {
  const notice = await store.transact((tx) => buildNotice(tx, { accountId: id }))
  const event = known((await store.read.select().from(events))[0])
  const many = Array.from({ length: 3000 }, newId)
  const rows = many.map((id) => ({ ...event, id, eventKey: null, noticeId: notice.id }))
  await store.transact((tx) => insertMany(tx, events, rows))
  await close()
  moveClock(31 * day)
  const counts: number[] = []
  for (let last = await store.read.$count(events); ; ) {
    const more = await deleteSteps(1)
    const left = await store.read.$count(events)
    counts.push(last - left)
    last = left
    if (!more || (await store.read.$count(notices, eq(notices.id, notice.id))) === 0) break
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(500)
  expect(counts.filter((count) => count === 500).length).toBeGreaterThanOrEqual(many.length / 500 - 1)
})

test('notifies owners and staff once, a week before, and not after the account was reopened', async () => {
  await close()
  const sent = async () => {
    const mails = await store.read.select().from(outbox).where(like(outbox.template, 'account-deletion%'))
    return mails.map(({ template, recipient }) => `${template} ${recipient}`).sort()
  }
  moveClock(23 * day - 60_000)
  await announceDeletions(store)
  expect(await sent()).toEqual([])
  moveClock(23 * day + 60_000)
  await Promise.all([announceDeletions(store), announceDeletions(store)])
  moveClock(24 * day)
  await announceDeletions(store)
  const staff = ['admin', 'support'].map((name) => `account-deletion-staff ${name}@actions-desk.example`)
  const once = ['account-deletion elena@levante.example', ...staff]
  expect(await sent()).toEqual(once)
  // Closing it again starts 30 new days.
  await reopenAccount(store, grantOperator(), { slug })
  await close()
  moveClock(40 * day)
  await announceDeletions(store)
  expect(await sent()).toEqual(once)
  moveClock(48 * day)
  await announceDeletions(store)
  expect(await sent()).toHaveLength(6)
})

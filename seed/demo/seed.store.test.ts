import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { memberships, staff, users } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { noticeStates } from '#/db/words/notices.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { isCheckDue } from '#/lib/changes/checks/policy.ts'
import { readFindings } from '#/lib/changes/checks/queries.ts'
import { isLocked } from '#/lib/contacts/fields/policy.ts'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { demoPeople } from '#/seed/demo/people.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { openTestStore } from '#/tests/store.ts'

const now = Date.UTC(2026, 5, 10, 9)

async function openDemo(): Promise<Store> {
  const store = await openTestStore()
  await seedDemo(store, now)
  return store
}

test('every demo person can sign in with the roles of the demo page', async () => {
  const store = await openDemo()
  const rows = await store.read
    .select({ email: users.email, slug: accounts.slug, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
  const staffRows = await store.read
    .select({ email: users.email, role: staff.role })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
  expect(rows.map(({ email, slug, role }) => `${email} ${slug} ${role}`).sort()).toEqual([
    'anna@studio-ponte.example studio-ponte owner',
    'carla@studio-sasso.example studio-sasso owner',
    'elena@levante.example poliambulatorio-levante owner',
    'giulia@clinica-aurora.example clinica-aurora owner',
    'luca@partner-it.example clinica-aurora editor',
    'luca@partner-it.example poliambulatorio-levante editor',
    'marco@clinica-aurora.example clinica-aurora editor',
    'nicola@ottica-faro.example ottica-faro editor',
    'paolo@levante.example poliambulatorio-levante editor',
    'piero@trattoria-molo.example trattoria-molo owner',
    'sara@clinica-aurora.example clinica-aurora viewer',
    'teresa@ottica-faro.example ottica-faro owner',
    'ugo@ottica-brera.example ottica-brera owner',
  ])
  expect(staffRows.map(({ email, role }) => `${email} ${role}`).sort()).toEqual([
    'admin@actions-desk.example admin',
    'support@actions-desk.example support',
  ])
  const known = new Set([...rows, ...staffRows].map((row) => row.email))
  expect(new Set(demoPeople.map((person) => person.email))).toEqual(known)
})

test('Ottica Faro is due for a check and has one address or person for each warning', async () => {
  const store = await openDemo()
  await indexUnindexed(store)
  const standing = await loadAccount(store.read, { slug: 'ottica-faro' }, now)
  if (!standing) throw new Error('The demo has Ottica Faro.')
  expect(isCheckDue(standing.account, standing.missing, now)).toBe(true)
  const raised = await readFindings(store.read, standing, now)
  expect(raised.map(({ kind }) => kind)).toEqual(['bouncing', 'unconfirmed', 'away'])
})

test.each([
  ['poliambulatorio-levante', [], false],
  ['ottica-faro', [], false],
  ['studio-ponte', ['alerts'], false],
  ['clinica-aurora', expect.any(Array), true],
  ['trattoria-molo', expect.any(Array), true],
])('%s misses %j; locked: %s', async (slug, missing, locked) => {
  const standing = await loadAccount((await openDemo()).read, { slug }, now)
  expect(standing?.missing.map(({ field }) => field)).toEqual(missing)
  expect(standing && isLocked({ ...standing.account, missing: standing.missing, now })).toBe(locked)
})

test('Poliambulatorio Levante has a notice of each state with settled messages, and a bouncing address', async () => {
  const store = await openDemo()
  const rows = await store.read.select().from(notices)
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(noticeStates))
  const overdue = rows.filter(({ dueAt }) => dueAt !== null && dueAt <= now).map(({ id }) => id)
  expect(overdue).toEqual([demoNoticeIds.overdue])
  expect(rows.filter(({ escalateAt }) => escalateAt !== null)).toEqual([])
  const mails = await store.read.select().from(outbox)
  expect(new Set(mails.map(({ status }) => status))).toEqual(new Set(['accepted', 'delivered', 'failed']))
  expect(mails.filter(({ dueAt, settledAt }) => dueAt !== null || settledAt === null)).toEqual([])
  const marks = await store.read.select().from(addressMarks)
  expect(
    marks.filter(({ address }) => address.endsWith('@levante.example')).map(({ address }) => address),
  ).toEqual(['esercenti@levante.example'])
  expect(marks.every(({ toldAt }) => toldAt !== null)).toBe(true)
})

test('a restart does not restore integration types that an admin removed', async () => {
  const store = await openTestStore()
  await store.transact(seedShipped)
  expect(await store.read.$count(integrationTypes)).toBe(9)
  await store.transact((tx) => tx.delete(integrationTypes).where(eq(integrationTypes.id, 'things-to-do')))
  await store.transact(seedShipped)
  expect(await store.read.$count(integrationTypes)).toBe(8)
})

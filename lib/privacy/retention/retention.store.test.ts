import { readFileSync } from 'node:fs'
import { and, eq, getTableName, isNotNull, isNull, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { rowsPerPass } from '#/lib/platform/jobs/sweep.ts'
import { deadlineBounds } from '#/lib/platform/settings/schema.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { deleteClosed } from '#/lib/privacy/deletion/deletion.ts'
import type { RetentionPeriod } from '#/lib/privacy/personal-data/data-rule.ts'
import { tables as tablesByName } from '#/lib/privacy/personal-data/tables.ts'
import { buildAccount, buildDraft } from '#/seed/accounts.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { buildInvitation, buildMember, buildSession, buildUser, userRow } from '#/seed/people.ts'
import { dumpRows } from '#/tests/every-table.ts'
import { interrupted } from '#/tests/failing.ts'
import { fillEveryTable, levante } from '#/tests/full-demo.ts'
import { known } from '#/tests/known.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { deleteOld } from './old-rows.ts'
import { forgetPeople } from './people.ts'
import { listRetention } from './queries.ts'
import { retainedRows, retentionDays } from './retained-rows.ts'
import { readLastRun, runRetention } from './run.ts'

const store = perTest(openTestStore)

/** Tables whose rows stay however old they are: they go with their account, their person or their parent row. */
const kept = [
  ...['account_addresses', 'accounts', 'address_marks', 'audit_entries', 'case_messages', 'cases'],
  ...['confirmations', 'contact_revisions', 'endpoints', 'event_sources', 'memberships', 'programme_days'],
  ...['routes', 'saved_views', 'source_keys', 'staff', 'staff_notes', 'users'],
]

test('after 401 days no row with a retention period is left', async () => {
  await seedDemo(store, now())
  await indexUnindexed(store)
  const [account] = await store.read.select().from(accounts).where(eq(accounts.slug, levante))
  await fillEveryTable(store, account?.id ?? '')
  await settleEverything()
  const before = await dumpRows(store)
  const tables = new Set(before.map(({ table }) => table))
  for (const { table } of retainedRows) expect(tables).toContain(getTableName(tablesByName[table]))
  moveClock(401 * day)
  const stopping = new AbortController().signal
  for (const job of periodicJobs) await job.run(store, stopping)
  while (await deleteClosed(store));
  const rows = await dumpRows(store)
  const old = new Set(rows.filter(({ row }) => newest(row) < now() - 400 * day).map(({ table }) => table))
  expect([...old].filter((table) => !kept.includes(table))).toEqual([])
  // No entry of a sign-in is left, and no closed account.
  expect(rows.filter(({ row }) => String(row.action).startsWith('session.'))).toEqual([])
  expect(rows.filter(({ table, row }) => table === 'accounts' && row.closedAt !== null)).toEqual([])
  expect((await listRetention(store.read, grantOperator())).filter(({ waiting }) => waiting > 0)).toEqual([])
  expect(await readLastRun(store.read)).toBeGreaterThan(now() - day)
  // Enough old rows existed, so the test can fail.
  expect(old.size).toBeGreaterThan(8)
})

/** Settles all mail and closes all notices but one for information, because unfinished ones are kept. */
async function settleEverything() {
  await store.transact(async (tx) => {
    const at = now()
    const settled = { status: 'accepted', dueAt: null, settledAt: at } as const
    await tx.update(outbox).set(settled).where(isNotNull(outbox.dueAt))
    const sent = known((await tx.select().from(notices).where(eq(notices.kind, 'event')).limit(1))[0])
    const answered = { dueAt: null, escalateAt: null }
    const forInformation = { ...answered, state: 'open', asksAnswer: false, closedAt: null } as const
    await tx.update(notices).set(forInformation).where(eq(notices.id, sent.id))
    const closed = { ...answered, state: 'closed', slot: sql`${notices.id}`, closedAt: at } as const
    const isOpen = and(isNull(notices.closedAt), eq(notices.asksAnswer, true))
    await tx.update(notices).set(closed).where(isOpen)
    await writeAudit(tx, { actorId: known((await tx.select().from(users))[0]).id, action: 'session.started' })
  })
}

/** The latest time in a row; 0 if it has none. */
function newest(row: Record<string, unknown>): number {
  const instants = Object.entries(row).flatMap(([column, value]) =>
    /(?:^at|At|^since)$/.test(column) && typeof value === 'number' ? [value] : [],
  )
  return instants.length > 0 ? Math.max(...instants) : Number.POSITIVE_INFINITY
}

test('anonymises unaffiliated people once the retention period of deliveries has passed', async () => {
  await seedDemo(store, now())
  const ids = await store.transact(async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.slug, levante))
    const accountId = account?.id ?? ''
    const createdAt = now() - 500 * day
    const person = (name: string) => buildUser(tx, { email: `${name}@x.example`, name, createdAt })
    const ids = { gone: '', seen: '', invited: '', member: '' }
    for (const name of ['gone', 'seen', 'invited', 'member'] as const) ids[name] = (await person(name)).id
    await buildSession(tx, { userId: ids.seen, createdAt, lastUsedAt: now() - 399 * day })
    await buildInvitation(tx, { accountId, email: 'invited@x.example' })
    await buildMember(tx, { accountId, userId: ids.member, role: 'viewer', createdAt })
    await writeAudit(tx, { actorId: ids.gone, action: 'session.started' })
    const after = { passkey: 'Gone’s telephone' }
    await writeAudit(tx, { actorId: ids.gone, action: 'passkey.added', subjectId: ids.gone, after })
    return ids
  })
  const known = async () => {
    const rows = await store.read.select().from(users)
    return Object.entries(ids).flatMap(([name, id]) =>
      rows.some((row) => row.id === id && row.erasedAt === null) ? [name] : [],
    )
  }
  await runRetention(store)
  expect(await known()).toEqual(['gone', 'seen', 'invited', 'member'])
  moveClock(2 * day)
  await runRetention(store)
  expect(await known()).toEqual(['gone', 'invited', 'member'])
  moveClock(401 * day)
  await runRetention(store)
  expect(await known()).toEqual(['member'])
  const [row] = await store.read.select().from(users).where(eq(users.id, ids.gone))
  expect(row).toMatchObject({ email: 'erased', name: '', erasedAt: expect.any(Number) })
  const entries = await store.read.select().from(auditEntries).where(eq(auditEntries.actorId, ids.gone))
  expect(entries).toEqual([])
})

test('finds unaffiliated people across several pages', async () => {
  const createdAt = now() - 500 * day
  const gone = await store.transact(async (tx) => {
    const addColleagues = async (count: number) => {
      const rows = Array.from({ length: count }, () => userRow({ id: newId(), createdAt }))
      const colleagues = rows.map(({ id: userId }) => ({ userId, role: 'support' as const, createdAt }))
      await insertMany(tx, users, rows)
      await insertMany(tx, staff, colleagues)
    }
    await addColleagues(rowsPerPass + 1)
    const between = await buildUser(tx, { email: 'between@x.example', createdAt })
    await addColleagues(rowsPerPass - 2)
    const last = await buildUser(tx, { email: 'last@x.example', createdAt })
    return [between.id, last.id]
  })
  await forgetPeople(store)
  const erased = await store.read.select({ id: users.id }).from(users).where(isNotNull(users.erasedAt))
  expect(erased.map(({ id }) => id).sort()).toEqual(gone.sort())
})

test('uses the days of the settings, and continues after a failing part', async () => {
  const at = now()
  await store.transact(async (tx) => {
    await tx.insert(settings).values({ key: 'deliveryDays', value: 60 })
    const user = await buildUser(tx)
    for (const age of [59, 61]) await buildSession(tx, { userId: user.id, lastUsedAt: at - age * day })
  })
  const failing = interrupted(store, (nth) => {
    if (nth === 1) throw new Error('disk')
  })
  await expect(runRetention(failing)).rejects.toThrow('could not be deleted')
  expect(await store.read.$count(sessions)).toBe(1)
  expect(await readLastRun(store.read)).toBeNull()
})

test('deletes only drafts and ended invitations after the days of the setting', async () => {
  const at = now()
  await store.transact(async (tx) => {
    for (const age of [89, 91]) {
      const { id: accountId } = await buildAccount(tx)
      const past = at - age * day
      await buildDraft(tx, { accountId, savedBy: 'x', savedAt: past })
      const ends = {
        expired: { expiresAt: past },
        revoked: { revokedAt: past },
        replaced: { replacedAt: past },
        accepted: { expiresAt: past, acceptedAt: past },
      }
      for (const [what, end] of Object.entries(ends))
        await buildInvitation(tx, { accountId, email: `${what}-${age}@x.example`, ...end })
    }
  })
  const deleteAbandoned = async () => {
    await deleteOld(store, 'contactDrafts')
    await deleteOld(store, 'invitations')
  }
  const kept = async () => [
    await store.read.$count(contactDrafts),
    (await store.read.select().from(invitations)).map(({ email }) => email.split('@')[0]).sort(),
  ]
  await deleteAbandoned()
  expect(await kept()).toEqual([1, ['accepted-89', 'accepted-91', 'expired-89', 'replaced-89', 'revoked-89']])
  await store.transact((tx) => tx.insert(settings).values({ key: 'draftDays', value: 60 }))
  await deleteAbandoned()
  expect(await kept()).toEqual([0, ['accepted-89', 'accepted-91']])
})

test('docs/personal-data.md states every retention period', () => {
  const initial = {
    deliveryDays: deadlineBounds.deliveryDays.initial,
    draftDays: deadlineBounds.draftDays.initial,
  }
  const lines = readFileSync('docs/personal-data.md', 'utf8').split('\n')
  const rows = lines.flatMap((line) => {
    const [, name, , days, setting] = line.match(/^\| `(\w+)` \| (.+) \| (\d+) days \| (.*?) \|$/) ?? []
    return name ? [[name, Number(days), setting]] : []
  })
  const settingOf = (period: RetentionPeriod) => ('setting' in period ? `\`${period.setting}\`` : '')
  const stated = retainedRows.map(({ name, period }) => [
    name,
    retentionDays(period, initial),
    settingOf(period),
  ])
  expect(rows).toEqual(stated)
})

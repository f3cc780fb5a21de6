import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { memberships, staff, users } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { noticeStates } from '#/db/words/notices.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { indexUnindexed, refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { listUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { isReviewDue } from '#/lib/changes/reviews/policy.ts'
import { readFindings } from '#/lib/changes/reviews/queries.ts'
import { isLocked, missingFields } from '#/lib/contacts/fields/policy.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { demoNoticeIds } from '#/seed/demo/notice-ids.ts'
import { demoPeople } from '#/seed/demo/people.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'

const now = Date.UTC(2026, 5, 10, 9)

async function openDemo(): Promise<Store> {
  const store = await openTestStore()
  await seedDemo(store, now)
  return store
}

async function accountOf(store: Store, slug: string) {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.slug, slug))
  if (!account) throw new Error(`no account ${slug}`)
  const revisions = await store.read
    .select()
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, account.id))
    .orderBy(contactRevisions.version)
  return { account, revisions }
}

test('every demo person can sign in, in the roles they are told to have', async () => {
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
  const told = [...rows.map(({ email, slug, role }) => `${email} ${slug} ${role}`)].sort()
  expect(told).toEqual(
    [
      'anna@studio-ponte.example studio-ponte owner',
      'carla@studio-sasso.example studio-sasso owner',
      'elena@levante.example poliambulatorio-levante owner',
      'giulia@clinica-aurora.example clinica-aurora owner',
      'luca@partner-it.example clinica-aurora editor',
      'luca@partner-it.example poliambulatorio-levante editor',
      'marco@clinica-aurora.example clinica-aurora editor',
      'nicola@ottica-faro.example ottica-faro editor',
      'teresa@ottica-faro.example ottica-faro owner',
      'ugo@ottica-brera.example ottica-brera owner',
      'paolo@levante.example poliambulatorio-levante editor',
      'piero@trattoria-molo.example trattoria-molo owner',
      'sara@clinica-aurora.example clinica-aurora viewer',
    ].sort(),
  )
  expect(staffRows.map(({ email, role }) => `${email} ${role}`).sort()).toEqual([
    'admin@actions-desk.example admin',
    'support@actions-desk.example support',
  ])
  const known = new Set([...rows, ...staffRows].map((row) => row.email))
  expect(new Set(demoPeople.map((person) => person.email))).toEqual(known)
})

test('Clinica Aurora and Trattoria Molo were never complete', async () => {
  const store = await openDemo()
  for (const [slug, type] of [
    ['clinica-aurora', 'healthcare-appointments'],
    ['trattoria-molo', 'ordering-redirect'],
  ] as const) {
    const { account, revisions } = await accountOf(store, slug)
    expect(account).toMatchObject({
      integrationTypeId: type,
      state: 'onboarding',
      firstCompleteAt: null,
      dueAt: null,
    })
    expect(revisions).toEqual([])
  }
})

test('Poliambulatorio Levante is complete and live', async () => {
  const store = await openDemo()
  const { account, revisions } = await accountOf(store, 'poliambulatorio-levante')
  expect(account).toMatchObject({ integrationTypeId: 'appointments-redirect', state: 'live', dueAt: null })
  expect(account.firstCompleteAt).toBeLessThan(now)
  const [paolo] = await store.read.select().from(users).where(eq(users.emailKey, 'paolo@levante.example'))
  const content = revisions[0]?.content
  expect(content?.alerts).toEqual([paolo?.id])
  const told = (['technical-emergency', 'technical', 'merchant-issues', 'operations'] as const).map((field) =>
    content?.[field].map((entry) => entry.address),
  )
  expect(told).toEqual([
    ['oncall@levante.example'],
    ['tech@levante.example'],
    ['esercenti@levante.example'],
    ['operativo@levante.example'],
  ])
  expect(content?.['brand-support']?.address).toBe('assistenza@levante.example')
  expect(content?.['support-hours']).toEqual([
    { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
    { days: [6], opens: '09:00', closes: '13:00', zone: 'Europe/Rome' },
  ])
})

test('Studio Ponte lost its only alert contact 4 days ago, and has 10 left', async () => {
  const store = await openDemo()
  const { account, revisions } = await accountOf(store, 'studio-ponte')
  expect(account).toMatchObject({
    integrationTypeId: 'local-services',
    state: 'live',
    dueAt: now + 10 * day,
    dueReminderAt: now + 7 * day,
    contactsVersion: 3,
  })
  expect(account.firstCompleteAt).toBeLessThan(now)
  expect(revisions.map(({ cause, savedAt }) => [cause, savedAt])).toEqual([
    ['submitted', account.firstCompleteAt],
    ['left', now - 4 * day],
    ['refused', now - day],
  ])
  expect(revisions[1]?.content).toEqual({ ...revisions[0]?.content, alerts: [] })
  expect(revisions[0]?.content.alerts).toEqual([revisions[1]?.leaverId])
  const technical = revisions[1]?.content.technical ?? []
  expect(technical.map(({ address }) => address)).toContain(revisions[2]?.refusedAddress)
  expect(revisions[2]?.content).toEqual({ ...revisions[1]?.content, technical: technical.slice(0, 1) })
  const members = await store.read.select().from(memberships).where(eq(memberships.accountId, account.id))
  expect(members.map((member) => member.userId)).not.toContain(revisions[1]?.leaverId)
})

test('Ottica Faro is asked whether everything still holds, and has one of each thing that is worth a look', async () => {
  const store = await openDemo()
  const { account } = await accountOf(store, 'ottica-faro')
  await store.transact((tx) => refreshSearchRow(tx, account.id))
  const standing = await loadAccount(store.read, { id: account.id }, now)
  if (!standing) throw new Error('no account')
  expect(isReviewDue(account, standing.missing, now)).toBe(true)
  const raised = await readFindings(store.read, standing, now)
  expect(raised.map(({ kind }) => kind)).toEqual(['bouncing', 'unconfirmed', 'away'])
})

test('the rules agree: two are complete, one misses its alert contacts alone, and none of the open ones is locked', async () => {
  const store = await openDemo()
  const missingOf = async (slug: string) => {
    const { account, revisions } = await accountOf(store, slug)
    const [type] = await store.read
      .select()
      .from(integrationTypes)
      .where(eq(integrationTypes.id, account.integrationTypeId))
    const members = await store.read.select().from(memberships).where(eq(memberships.accountId, account.id))
    const missing = missingFields({
      info: revisions.at(-1)?.content ?? null,
      merchantIssues: type?.merchantIssues ?? 'required',
      memberIds: members.map((member) => member.userId),
    })
    return { missing: missing.map(({ field }) => field), locked: isLocked({ ...account, missing, now }) }
  }
  expect(await missingOf('poliambulatorio-levante')).toEqual({ missing: [], locked: false })
  expect(await missingOf('ottica-faro')).toEqual({ missing: [], locked: false })
  expect(await missingOf('studio-ponte')).toEqual({ missing: ['alerts'], locked: false })
  expect(await missingOf('clinica-aurora')).toMatchObject({ locked: true })
  expect(await missingOf('trattoria-molo')).toMatchObject({ locked: true })
})

test('the programme has its name, and there is an open and a closed case', async () => {
  const store = await openDemo()
  expect(await store.read.select().from(settings)).toEqual([{ key: 'programmeName', value: 'Actions Desk' }])
  const rows = await store.read.select().from(cases).orderBy(cases.number)
  expect(rows.map((row) => row.status)).toEqual(['closed', 'open'])
})

test('Poliambulatorio Levante has a notice of each state, whose messages are all settled and whose address bounces', async () => {
  const store = await openDemo()
  const rows = await store.read.select().from(notices)
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(noticeStates))
  const others = rows.filter(({ kind }) => kind !== 'drill')
  expect(others.map(({ id }) => id).sort()).toEqual(Object.values(demoNoticeIds).sort())
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

test('one account cannot be reached for each reason, and one was', async () => {
  const store = await openDemo()
  await indexUnindexed(store)
  const [grace] = await store.read
    .select()
    .from(users)
    .where(eq(users.emailKey, 'support@actions-desk.example'))
  if (!grace) throw new Error('Grace is of the staff.')
  const grant = grantStaff(actorOf(grace, 'support'), 'support')
  const { accounts: found } = await listUnreachable(store.read, grant, { reason: null, after: null })
  expect(found.map(({ slug, reasons }) => [slug, reasons.map(({ reason }) => reason)])).toEqual([
    ['ottica-brera', ['nobody', 'contacts']],
    ['ottica-faro', ['contacts']],
    ['studio-ponte', ['unanswered']],
  ])
  const { account } = await accountOf(store, 'poliambulatorio-levante')
  expect(account.reachedAfter).toBe(7 * 60_000)
})

test('integration types ship once: what an admin removed does not come back', async () => {
  const store = await openTestStore()
  await store.transact(seedShipped)
  expect(await store.read.$count(integrationTypes)).toBe(9)
  await store.transact((tx) => tx.delete(integrationTypes).where(eq(integrationTypes.id, 'things-to-do')))
  await store.transact(seedShipped)
  expect(await store.read.$count(integrationTypes)).toBe(8)
})

import { globSync, readFileSync } from 'node:fs'
import { and, eq, getTableName, isNotNull, ne, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { invitations, memberships, passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries, erasures, settings } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { showEndpoint } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { recordBounce } from '#/lib/notices/bounces/bounces.ts'
import { digestOf } from '#/lib/notices/endpoints/open-endpoint.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { watchEndpoints } from '#/lib/notices/endpoints/watch.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { bounceAddress } from '#/lib/platform/relay/return-path.ts'
import { hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { places } from '#/lib/privacy/personal-data/places.ts'
import { keyOfAddress } from '#/lib/privacy/personal-data/subject.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'
import { buildAccount, buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildDelivery, buildNotice } from '#/seed/notices.ts'
import { buildMember, buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { olderContacts } from '#/tests/contact-values.ts'
import { keyWith } from '#/tests/endpoint.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { listColumnsWith } from '#/tests/every-table.ts'
import { known } from '#/tests/known.ts'
import { noData, readMail } from '#/tests/mail.ts'
import { noticeTools } from '#/tests/notice-setting.ts'
import { key, plantAddress, spellings, stored, typed } from '#/tests/personal-setting.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { accountsPerBatch, eraseAddress } from './erase.ts'
import { assertNoObstacles } from './erase-person.ts'
import { previewErasure } from './preview.ts'
import { erasureLease, erasureRunner } from './run.ts'

const store = perTest(openTestStore)
const setting = perTest(() => plantAddress(store))

const grant = () => staffGrant(setting.admin, 'admin')
const erase = () => eraseAddress(store, grant(), key)
const run = () => erasureRunner.run(store, new AbortController().signal)
const loadBySlug = (slug: string) => assertAccount(store.read, { slug })
const mailsTo = async (recipient: string) =>
  store.read.select().from(outbox).where(eq(outbox.recipient, recipient))

/** Writes the address into every text column of every table, if the store stays readable with it. */
async function plantEverywhere(): Promise<string[]> {
  const text = `see ${typed}, ${stored.toUpperCase()}`
  const left = ['users', 'accounts', 'integration_types', 'address_marks', 'address_failures', 'challenges']
  const content = ['contact_revisions.content', 'contact_drafts.values', 'outbox.recipient']
  const structured = [...content, 'memberships.role', 'staff.role']
  const planted: string[] = []
  await store.transact(async (tx) => {
    for (const { name: place, table, key: own, texts } of places.filter(({ name }) => !left.includes(name))) {
      const [row] = await tx.select().from(table).limit(1).orderBy(own.column)
      if (!row) continue
      for (const { name, column } of texts) {
        if (column.primary || structured.includes(`${place}.${name}`)) continue
        const isText = typeof row[name] === 'string' || (row[name] === null && column.dataType === 'string')
        const change = { [name]: isText ? text : [{ deep: text }] }
        await tx.update(table).set(change).where(eq(own.column, row[own.name]))
        planted.push(`${place}.${name}`)
      }
    }
  })
  return planted
}

test('an erasure removes the address and the person’s name from the whole store', async () => {
  await seedDemo(store, now())
  const planted = await plantEverywhere()
  expect(planted.length).toBeGreaterThan(60)
  const before = await listColumnsWith(store, spellings)
  expect(before).toEqual(expect.arrayContaining(planted.sort()))
  const id = await erase()
  await run()
  const [erasure] = await store.read.select().from(erasures).where(eq(erasures.id, id))
  expect(erasure).toMatchObject({ address: null, phase: '', finishedAt: expect.any(Number) })
  expect(await listColumnsWith(store, spellings)).toEqual(['notices.details'])
})

describe('once begun, an erasure', () => {
  test('removes the address from contacts and draft at once, and sends a mail that does not name it', async () => {
    const before = await loadBySlug('monte')
    await erase()
    const { account, contacts, missing } = await loadBySlug('monte')
    expect(contacts?.operations.map(({ address }) => address)).toEqual(['other@monte.example'])
    expect(contacts?.['technical-emergency']).toEqual([])
    expect(missing.map(({ field }) => field)).toEqual(['technical-emergency'])
    expect(account.dueAt).toBeGreaterThan(now())
    expect(account.contactsVersion).toBe(before.account.contactsVersion + 1)
    const isOwn = eq(contactDrafts.accountId, account.id)
    const [draft] = await store.read.select().from(contactDrafts).where(isOwn)
    expect(draft).toMatchObject({ version: account.contactsVersion })
    expect(draft?.values.operations).toEqual([{ address: '', label: '', locale: '' }])
    const mails = await mailsTo('piero@monte.example')
    const sent = mails.filter(({ template }) => template === 'address-erased')
    const [fields, left] = [['technical-emergency', 'operations'], ['technical-emergency']]
    expect(sent).toMatchObject([{ data: { fields, missing: left } }])
    expect(JSON.stringify(sent)).not.toMatch(/bianchi/i)
    expect(await store.read.$count(addressMarks, eq(addressMarks.addressKey, key))).toBe(0)
  })

  test('ends memberships, rights, sessions and passkeys, and updates the accounts’ gate', async () => {
    const { chiara, mare } = setting
    await store.transact((tx) => tx.insert(settings).values({ key: 'supportAddress', value: stored }))
    await erase()
    for (const table of [memberships, staff, sessions, passkeys])
      expect(await store.read.$count(table, eq(table.userId, chiara.id))).toBe(0)
    const { contacts, missing, account } = await loadBySlug('mare')
    expect(contacts?.alerts).toEqual([])
    expect(missing.map(({ field }) => field)).toEqual(['alerts'])
    expect(account.dueAt).not.toBeNull()
    const isOwn = eq(contactRevisions.accountId, mare.id)
    const revisions = await store.read.select().from(contactRevisions).where(isOwn)
    expect(revisions).toContainEqual(expect.objectContaining({ cause: 'left', leaverId: chiara.id }))
    expect((await mailsTo('olga@mare.example')).map(({ template }) => template)).toContain('contacts-due')
    expect(await mailsTo(stored)).toHaveLength(1)
    const [row] = await store.read.select().from(users).where(eq(users.id, chiara.id))
    expect(row).toMatchObject({ email: 'erased', name: '', timeZone: null, erasedAt: expect.any(Number) })
    expect(await store.read.$count(invitations, isNotNull(invitations.revokedAt))).toBe(1)
    const addresses = await store.read.select().from(settings).orderBy(settings.key)
    expect(addresses.map(({ key: of, value }) => [of, value])).toEqual([
      ['staffAddress', ''],
      ['supportAddress', ''],
    ])
  })

  test('is recorded with actor, time and counts, without the address', async () => {
    const id = await erase()
    await run()
    const entries = await store.read.select().from(auditEntries).where(eq(auditEntries.subjectId, id))
    const [actorId, one] = [setting.admin.id, { contacts: 1, users: 1, memberships: 1, sessions: 1 }]
    const found = { ...one, passkeys: 1, bounce_reports: 1, contact_revisions: 2 }
    expect(entries).toMatchObject([
      { action: 'personal.erased', actorId },
      { action: 'personal.erasure-finished', actorId, after: { found } },
    ])
  })

  test('refuses a second one while it runs; later the address can register as a new person', async () => {
    await erase()
    await expect(erase()).rejects.toThrow('erase-running')
    await run()
    const { id } = await store.transact((tx) => buildUser(tx, { email: stored, name: 'Somebody new' }))
    expect(id).not.toBe(setting.chiara.id)
    expect(await store.read.$count(addressMarks, eq(addressMarks.addressKey, key))).toBe(0)
  })
})

describe('an erasure is refused and changes nothing', () => {
  const addOwned = () =>
    store.transact(async (tx) => {
      const own = await buildAccount(tx, { slug: 'own', name: 'Studio Solo' })
      await buildMember(tx, { accountId: own.id, userId: setting.chiara.id })
    })

  test('refuses to erase the only owner of an account', async () => {
    await addOwned()
    const params = { accounts: 'Studio Solo' }
    await expect(erase()).rejects.toMatchObject({ code: 'erase-last-owner', params })
    expect(await listColumnsWith(store, [stored])).toContain('users.email')
    expect(await store.read.$count(erasures)).toBe(0)
  })

  test('for an address that the next start would make an admin again', () => {
    const nothing = { ownedAlone: [], isLastAdmin: false, inStaffEmails: false }
    expect(() => assertNoObstacles(nothing)).not.toThrow()
    expect(() => assertNoObstacles({ ...nothing, inStaffEmails: true })).toThrow('erase-kept')
  })

  test('but not for the owner of a closed account, whose owners get no mail', async () => {
    const { chiara, monte } = setting
    await addOwned()
    for (const slug of ['own', monte.slug])
      await closeAccount(store, grantOperator(), { slug, reason: 'The contract has ended.' })
    const subject = { key, person: { id: chiara.id, name: chiara.name } }
    const { obstacles, accounts } = await previewErasure(store.read, grant(), subject)
    expect(obstacles.ownedAlone).toEqual([])
    expect(accounts.find(({ slug }) => slug === monte.slug)).toMatchObject({ missing: [] })
    await erase()
    const sent = await mailsTo('piero@monte.example')
    expect(sent.map(({ template }) => template)).not.toContain('address-erased')
    expect((await loadBySlug('own')).members).toEqual([])
    await run()
    expect(await listColumnsWith(store, spellings)).toEqual(['notices.details'])
    await reopenAccount(store, grantOperator(), { slug: monte.slug })
    const { account, missing } = await loadBySlug(monte.slug)
    expect(missing.map(({ field }) => field)).toEqual(['technical-emergency'])
    expect(account.dueAt).toBeGreaterThan(now())
  })

  test('for the admin themselves, for the last admin, and when the actor is no admin', async () => {
    await expect(eraseAddress(store, grant(), 'ada@desk.example')).rejects.toThrow('erase-self')
    const isOther = and(eq(staff.role, 'admin'), ne(staff.userId, setting.admin.id))
    await store.transact((tx) => tx.delete(staff).where(isOther))
    await expect(eraseAddress(store, grantOperator(), 'ada@desk.example')).rejects.toThrow('erase-last-admin')
    await store.transact((tx) => tx.update(staff).set({ role: 'support' }))
    await expect(erase()).rejects.toThrow('admin-only')
  })
})

describe('mail', () => {
  test('that was sent loses its recipient and content', async () => {
    const data = { accountName: 'Studio Mare', text: 'Her shift begins at nine.' }
    const sent = { recipient: stored, status: 'accepted', dueAt: null, data } as const
    const { id } = await store.transact((tx) => buildDelivery(tx, setting.notice, sent))
    await erase()
    await run()
    expect(await readMail(store, id)).toMatchObject({ recipient: 'erased', data: noData })
  })

  test('that is queued is cancelled, and its notice escalates', async () => {
    const { monte, piero } = setting
    const { id: noticeId } = await store.transact(async (tx) => {
      const notice = await buildNotice(tx, { accountId: monte.id, category: 'user-escalation', step: 0 })
      const operations = [{ address: stored, label: '', locale: null }]
      const content = completeContacts([piero.id], { operations })
      await buildRevision(tx, { accountId: monte.id, savedBy: piero.id, content })
      const waiting = { status: 'queued', dueAt: now(), purpose: 'operations', step: 0 } as const
      await buildDelivery(tx, notice, { recipient: stored, ...waiting })
      await refreshSearchRow(tx, monte.id)
      return notice
    })
    await erase()
    await run()
    const isOwn = eq(outbox.noticeId, noticeId)
    expect(await store.read.select().from(outbox).where(isOwn).orderBy(outbox.id)).toMatchObject([
      { recipient: 'erased', status: 'withheld', purpose: 'operations', data: noData },
      { recipient: 'piero@monte.example', status: 'queued', purpose: 'owners' },
    ])
  })

  test('that is being sent delays the erasure; its result and later bounces do not name the address', async () => {
    const leaseUntil = now() + 60_000
    const sending = { status: 'sending', dueAt: leaseUntil, leaseUntil, leaseOwner: 'worker' } as const
    const mail = { recipient: stored, ...sending }
    const { id } = await store.transact((tx) => buildDelivery(tx, setting.notice, mail))
    await erase()
    await run()
    const unfinished = await store.read.select().from(erasures)
    expect(unfinished).toMatchObject([{ phase: 'waiting-mail', finishedAt: null, leaseOwner: null }])
    const tools = noticeTools(store, await keyWith(store, 'bounces:write'))
    const lastError = `RCPT TO 550 5.1.1 <${stored}>`
    await tools.settle(await readMail(store, id), { status: 'failed', dueAt: null, lastError })
    await run()
    expect(await listColumnsWith(store, [stored])).toEqual(['notices.details'])

    const source = await tools.grant('bounces:write')
    const pattern = 'bounces+{id}@desk.example'
    const failed = { action: 'failed', status: '5.1.1', diagnostic: `<${stored}>` } as const
    const recipients = [{ recipient: stored, ...failed }]
    const report = { sentTo: [bounceAddress(id, pattern) ?? ''], recipients, raw: stored }
    expect(await recordBounce(store, source, report, pattern)).toMatchObject({ outcome: 'recorded' })
    expect(await listColumnsWith(store, [stored])).toEqual(['notices.details'])
    expect(await store.read.$count(addressMarks, eq(addressMarks.addressKey, 'erased'))).toBe(0)
  })
})

test('erases an address from very many accounts, though several workers are interrupted again and again', async () => {
  const many = accountsPerBatch * 2 + 3
  await store.transact(async (tx) => {
    await tx.delete(addressMarks)
    for (let index = 0; index < many; index++) {
      const account = await buildAccount(tx, { slug: `agency-${index}` })
      const content = completeContacts([], { technical: [{ address: stored, label: '', locale: null }] })
      await buildRevision(tx, { accountId: account.id, savedBy: '', content })
      await buildMember(tx, { accountId: account.id, userId: setting.chiara.id, role: 'viewer' })
      await refreshSearchRow(tx, account.id)
    }
  })
  const id = await erase()
  // Nobody asks the address to confirm contacts that will lose it.
  expect((await mailsTo(stored)).filter(({ template }) => template === 'confirm-address')).toEqual([])
  const served = await store.read.$count(accountAddresses, eq(accountAddresses.addressKey, key))
  expect(served).toBeGreaterThan(accountsPerBatch)
  const isOwn = eq(erasures.id, id)
  for (let rounds = 0; rounds < 100; rounds++) {
    const stopping = new AbortController()
    // Each worker does a part or two before it is stopped.
    const workers = [0, 1, 2].map(() => erasureRunner.run(store, stopping.signal))
    let commits = 0
    const unhook = store.onCommit(() => {
      if (++commits > 4) stopping.abort()
    })
    await Promise.all(workers)
    unhook()
    if (await store.read.$count(erasures, and(isOwn, isNotNull(erasures.finishedAt)))) break
  }
  const [erasure] = await store.read.select().from(erasures).where(isOwn)
  expect(erasure).toMatchObject({ finishedAt: expect.any(Number), found: { contacts: many + 1 } })
  expect(await listColumnsWith(store, [stored])).toEqual(['notices.details'])
  expect(await store.read.$count(contactRevisions, eq(contactRevisions.cause, 'erased'))).toBe(many + 1)
})

test('erases from versions and drafts of an older release, and completes them', async () => {
  const { monte } = setting
  const isOwn = eq(contactRevisions.accountId, monte.id)
  const isDraft = eq(contactDrafts.accountId, monte.id)
  const [draft] = await store.read.select().from(contactDrafts).where(isDraft)
  const older = olderContacts(known((await loadBySlug('monte')).contacts))
  await store.transact(async (tx) => {
    await tx.update(unguarded(contactRevisions)).set({ content: older }).where(isOwn)
    await tx
      .update(contactDrafts)
      .set({ values: olderContacts(known(draft).values) })
      .where(isDraft)
  })
  await erase()
  await run()
  expect(await listColumnsWith(store, [stored, typed])).toEqual(['notices.details'])
  const text = sql<string>`cast(${contactRevisions.content} as text)`
  const rows = await store.read.select({ text }).from(contactRevisions).where(isOwn)
  expect(rows.map(({ text }) => JSON.parse(text).technical)).toEqual(rows.map(() => []))
})

test.each([
  ['is over', 1, erasureLease + 1],
  ['is too far ahead because the clock was set back', 3, 0],
])('resumes the erasure of a dead worker once its lease %s', async (_, leases, passed) => {
  await erase()
  const lease = { leaseOwner: 'dead', leaseUntil: now() + leases * erasureLease }
  await store.transact((tx) => tx.update(erasures).set(lease))
  const finished = async () => {
    await run()
    return store.read.$count(erasures, isNotNull(erasures.finishedAt))
  }
  if (passed > 0) expect(await finished()).toBe(0)
  moveClock(passed)
  expect(await finished()).toBe(1)
})

test('keeps data that is registered while the erasure runs', async () => {
  await erase()
  moveClock(2 * 60_000)
  const values = { technical: [{ address: stored, label: '', locale: '' as const }] }
  await store.transact((tx) => buildDraft(tx, { accountId: setting.empty.id, savedBy: '', values }))
  await run()
  expect(await listColumnsWith(store, [stored])).toEqual(['contact_drafts.values', 'notices.details'])
})

test('an erasure scans every table of the schema', () => {
  const defined = globSync('db/schema/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\btable\(\s*'(\w+)'/g)].map(([, table]) => table),
  )
  expect(allTables.map((table) => getTableName(table)).sort()).toEqual(defined.sort())
})

test('erasing a phone number removes the endpoints that send texts to it, and number, label and last digits from history', async () => {
  const number = '+393331234567'
  const { account, anna, notice, other } = await store.transact(async (tx) => {
    const anna = await buildUser(tx, { email: 'anna@texts.example' })
    const account = await buildAccount(tx, { slug: 'texts', firstCompleteAt: 1 })
    await buildMember(tx, { accountId: account.id, userId: anna.id })
    const details = `Call ${number}, not 3933312345670.`
    const notice = await buildNotice(tx, { accountId: account.id, details })
    const others = { accountId: account.id, kind: 'sms', label: 'Other phone', hint: 'other digits' } as const
    return { account, anna, notice, other: await buildEndpoint(tx, others) }
  })
  const target = digestOf(number)
  const words = { label: 'Night phone', hint: 'last digits' }
  const beside = { 'technical-emergency': [toEntry(other)] }
  const sms = await addEndpoint(store, account.id, 'sms', { target, alerts: [anna.id], beside, ...words })
  await store.transact(async (tx) => {
    const refused = { key: refusalKeys(sms)[0], address: showEndpoint(sms), status: ownErrors.refused }
    await markAddress(tx, { ...refused, deliveryId: null }, now())
    for (const one of [sms, other]) {
      const to = { recipient: endpointKey(one.id), shown: showEndpoint(one), status: 'accepted' } as const
      await buildDelivery(tx, notice, { ...to, dueAt: null })
      const [accountId, after] = [account.id, toEntry(one)]
      await writeAudit(tx, { actorId: anna.id, accountId, action: 'endpoint.added', after })
    }
  })
  expect(keyOfAddress(' +39 333 123 4567')).toBe(number)
  const preview = await previewErasure(store.read, grant(), { key: number, person: null })
  expect(preview.accounts).toMatchObject([{ slug: 'texts', fields: ['technical-emergency'], missing: [] }])
  // Nobody could act on a mail about a closed account.
  await store.transact(async (tx) => {
    const gina = await buildUser(tx, { email: 'gina@gone.example' })
    const gone = await buildAccount(tx, { slug: 'gone', closedAt: now() })
    await buildMember(tx, { accountId: gone.id, userId: gina.id })
    await buildEndpoint(tx, { accountId: gone.id, kind: 'sms', target })
  })
  await eraseAddress(store, grant(), number)
  // Its own entry never had them.
  expect(await listColumnsWith(store, Object.values(words))).not.toContain('audit_entries.before')
  await run()
  expect((await loadBySlug('texts')).contacts?.endpoints).toEqual(beside)
  expect(await listColumnsWith(store, Object.values(words))).toEqual([])
  const kept = [
    ...['account_addresses.address', 'audit_entries.after', 'contact_revisions.content'],
    ...['endpoints.hint', 'outbox.shown'],
  ]
  expect(await listColumnsWith(store, ['other digits'])).toEqual(kept)
  const mails = await mailsTo('anna@texts.example')
  expect(mails).toMatchObject([{ template: 'number-erased', data: { fields: ['technical-emergency'] } }])
  expect(await mailsTo('gina@gone.example')).toEqual([])
  const left = await store.read
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(eq(endpoints.accountId, account.id))
  expect(left).toEqual([{ id: other.id }])
  const [after] = await store.read.select().from(notices).where(eq(notices.accountId, account.id))
  expect(after?.details).toBe('Call erased, not 3933312345670.')
})

test('erasing a phone number withholds at once what waits for it, and its notice goes on', async () => {
  const number = '+393331234567'
  const { monte } = setting
  const { id } = await addEndpoint(store, monte.id, 'sms', { target: digestOf(number) })
  const { id: noticeId } = await store.transact(async (tx) => {
    const notice = await buildNotice(tx, { accountId: monte.id, category: 'emergency', step: 0 })
    const waiting = { status: 'retrying', dueAt: now() + hour, purpose: 'technical-emergency' } as const
    await buildDelivery(tx, notice, { recipient: endpointKey(id), ...waiting })
    return notice
  })
  const list = () => store.read.select().from(outbox).where(eq(outbox.noticeId, noticeId)).orderBy(outbox.id)
  await eraseAddress(store, grant(), number)
  const withheld = { recipient: endpointKey(id), status: 'withheld', dueAt: null }
  expect(await list()).toMatchObject([withheld])
  await watchEndpoints(store)
  expect(await list()).toMatchObject([withheld, { recipient: 'oncall@contacts.example', status: 'queued' }])
})

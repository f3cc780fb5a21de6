import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEntries } from '#/db/schema/record.ts'
import { endpointKey } from '#/db/words/points.ts'
import { digestOf } from '#/lib/notices/endpoints/open-endpoint.ts'
import { places } from '#/lib/privacy/personal-data/places.ts'
import { countRecords } from '#/lib/privacy/personal-data/stream-records.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildDelivery, buildNotice } from '#/seed/notices.ts'
import { buildStaff, buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { earlier, key, name, plantAddress, stored, typed } from '#/tests/personal-setting.ts'
import { openTestStore } from '#/tests/store.ts'
import { eraseAddress, findSubject } from './erase.ts'
import { exportPersonalData } from './export.ts'
import { previewErasure } from './preview.ts'
import { erasureRunner } from './run.ts'

test('the export contains all stored data, explains itself, and hides other people’s', async () => {
  const store = await openTestStore()
  const setting = await plantAddress(store)
  const grant = staffGrant(setting.admin, 'admin')
  const read = async () => {
    let text = ''
    for await (const piece of await exportPersonalData(store, grant, key)) text += piece
    return { text, document: JSON.parse(text) }
  }
  const { text, document } = await read()

  expect(document.person).toMatchObject({
    name,
    email: stored,
    timeZone: 'Europe/Malta',
    staffRole: 'support',
    memberships: [{ account: 'Studio Mare', role: 'editor' }],
    earlierAddresses: [earlier],
    sessions: [{ browser: 'Chiara’s browser' }],
  })
  expect(document.contacts).toMatchObject([
    { account: 'Studio Monte', fields: ['technical-emergency', 'operations'], label: `${name}, di notte` },
  ])
  expect(document.invitations).toMatchObject([{ account: 'Studio Monte' }])
  expect(document.bouncing).toMatchObject({ status: '5.1.1' })
  const { records } = document
  const texts = ['case_messages', 'contact_drafts', 'contact_revisions', 'notices', 'staff_notes']
  const others = ['audit_entries', 'bounce_reports', 'import_rows', 'outbox']
  expect(Object.keys(records)).toEqual(expect.arrayContaining([...texts, ...others]))
  for (const { name: kind } of places) expect(document.explained, kind).toHaveProperty(kind)
  const mentions = records.contact_drafts.flatMap((record: { mentions: unknown[] }) => record.mentions)
  const inDraft = { in: 'values.operations.0.address', text: ` ${typed} ` }
  expect(mentions).toContainEqual(expect.objectContaining(inDraft))
  const written = { as: ['author'], words: `Write to ${stored}.` }
  expect(records.case_messages).toContainEqual(expect.objectContaining(written))
  const acted = { as: expect.arrayContaining(['actor']), from: '203.0.113.9' }
  expect(records.audit_entries).toContainEqual(expect.objectContaining(acted))
  const checked = { as: ['reviewed by'], reviewedAt: new Date(1).toISOString() }
  expect(records.accounts).toContainEqual(expect.objectContaining(checked))
  const [row] = records.import_rows
  expect(row.mentions).toContainEqual({ in: 'column', text: stored })

  // The same rows name colleagues, other contacts and other partners.
  expect(text).not.toMatch(/olga@|piero@|other@|joachiara|levante\.example/)
  const isExport = eq(auditEntries.action, 'personal.exported')
  const [entry] = await store.read.select().from(auditEntries).where(isExport)
  expect(entry).toMatchObject({ actorId: setting.admin.id, after: { address: key } })

  const { counts, complete } = await countRecords(store.read, await findSubject(store.read, key), 60_000)
  expect(complete).toBe(true)
  // The export wrote one entry itself.
  expect(counts.get('audit_entries')).toBe(records.audit_entries.length)
  expect(counts.get('case_messages')).toBe(records.case_messages.length)
  expect((await countRecords(store.read, await findSubject(store.read, key), 0)).complete).toBe(false)

  await eraseAddress(store, grant, key)
  await erasureRunner.run(store, new AbortController().signal)
  const after = await read()
  expect(after.document).toMatchObject({ person: null, contacts: [], invitations: [], bouncing: null })
  // Only the entry about the second export names the address now.
  expect(Object.keys(after.document.records)).toEqual(['audit_entries'])
})

test('the export of a phone number has the messages and versions of its endpoint', async () => {
  const store = await openTestStore()
  const number = '+393331234567'
  const { admin, account, notice } = await store.transact(async (tx) => {
    const account = await buildAccount(tx)
    const notice = await buildNotice(tx, { accountId: account.id })
    return { admin: await buildStaff(tx, { role: 'admin' }), account, notice }
  })
  const given = { target: digestOf(number), label: 'Night phone' }
  const { id } = await addEndpoint(store, account.id, 'sms', given)
  const recipient = endpointKey(id)
  await store.transact(async (tx) => {
    await buildDelivery(tx, notice, { recipient, shown: 'Text message · …567' })
    await buildDelivery(tx, notice, { recipient: endpointKey(notice.id), shown: 'Text message · …568' })
  })
  let text = ''
  for await (const piece of await exportPersonalData(store, staffGrant(admin, 'admin'), number)) text += piece
  const { contacts, records } = JSON.parse(text)
  expect(contacts).toMatchObject([{ fields: ['technical-emergency'], label: 'Night phone' }])
  expect(records.outbox).toMatchObject([{ mentions: [{ in: 'recipient', text: recipient }] }])
  expect(records.contact_revisions).toMatchObject([{ mentions: [{ label: 'Night phone' }] }])
})

test('only admins can export', async () => {
  const store = await openTestStore()
  const support = await store.transact((tx) => buildUser(tx))
  const grant = staffGrant(support, 'admin')
  await expect(exportPersonalData(store, grant, key)).rejects.toThrow('not-found')
  expect(await store.read.$count(auditEntries)).toBe(0)
})

test('the preview matches what the erasure does', async () => {
  const store = await openTestStore()
  const setting = await plantAddress(store)
  const grant = staffGrant(setting.admin, 'admin')
  const effects = await previewErasure(store.read, grant, await findSubject(store.read, key))
  const fields = ['technical-emergency', 'operations']
  expect(effects.accounts).toMatchObject([
    { slug: 'monte', fields, role: null, missing: ['technical-emergency'], locks: false },
    { slug: 'mare', fields: [], role: 'editor', missing: ['alerts'], locks: false },
  ])
  expect(effects).toMatchObject({
    more: 0,
    obstacles: { ownedAlone: [], isLastAdmin: false, inStaffEmails: false },
  })
  expect(effects.current).toMatchObject({ isStaffAddress: true, person: { staffRole: 'support' } })
  for (const { dueAt } of effects.accounts) expect(dueAt).toBeGreaterThan(Date.now())
})

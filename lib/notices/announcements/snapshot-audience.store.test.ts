import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { english, italian, openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { known } from '#/tests/known.ts'
import { perTest } from '#/tests/store.ts'
import { changeAnnouncement } from './commands.ts'
import { beginSnapshot, snapshotAudience, snapshotLease } from './snapshot-audience.ts'

const setting = perTest(openAnnouncementSetting)

describe('freezing', () => {
  test('lists each account’s recipients, and counts messages and addresses', async () => {
    const { account: aurora, molo } = setting
    const empty = await setting.addEmptyAccount('new-one')
    await setting.mark('tech@contacts.example')
    const id = await setting.write({ texts: { en: english } })
    const row = await setting.freeze(id)
    // Both fall back to their alert contacts: Anna reads English, Luca the Italian of his account.
    expect(row).toMatchObject({ state: 'ready', done: 3, leaseOwner: null })
    const languages = { untranslated: 1, untranslatedAccounts: 1 }
    const counts = { accounts: 3, reaches: 2, missing: 1, messages: 2, addresses: 2, ...languages }
    expect(row.counts).toEqual({ ...counts, paused: 0, bouncing: 0 })
    const listed = await setting.list(id)
    expect(listed.map(({ position }) => position)).toEqual([0, 1, 2])
    const byAccount = new Map(listed.map((one) => [one.accountId, one]))
    expect([aurora, molo, empty].map((account) => byAccount.get(account.id))).toMatchObject([
      { planned: 'reaches', addresses: 1, untranslated: 0 },
      { planned: 'reaches', addresses: 1, untranslated: 1 },
      { planned: 'missing', addresses: 0, untranslated: 0 },
    ])
  })

  test('counts a shared address once and each of its messages', async () => {
    const row = await setting.freeze(await setting.write())
    expect(row.counts).toMatchObject({ reaches: 2, messages: 2, addresses: 1, untranslated: 0 })
  })

  test('lists accounts that are paused, unreachable for production alerts, or bouncing', async () => {
    await setting.set(accounts, setting.account.id, { state: 'paused' })
    await setting.mark('tech@contacts.example', 'luca@molo.example')
    const alert = await setting.freeze(await setting.write({ category: 'production-alert' }))
    expect(alert.counts).toMatchObject({ reaches: 0, paused: 1, bouncing: 1 })
    const technical = await setting.freeze(await setting.write())
    expect(technical.counts).toMatchObject({ reaches: 1, paused: 0, bouncing: 1 })
  })

  test('makes a new list on request and invalidates the old one', async () => {
    const id = await setting.write()
    const first = await setting.freeze(id)
    await setting.addAccounts(2)
    const again = await setting.freeze(id)
    expect([first.counts?.accounts, again.counts?.accounts]).toEqual([2, 4])
    expect(await setting.list(id)).toHaveLength(4)
    expect(again.version).toBeGreaterThan(first.version)
  })

  test('starts once when requested twice, and refuses a changed announcement', async () => {
    const { store, grant } = setting
    const id = await setting.write()
    const freezing = known(await beginSnapshot(store, grant, { id, version: 0 }))
    expect(await beginSnapshot(store, grant, { id, version: 0 })).toBeNull()
    const texts = { en: { ...english, summary: 'Another' } }
    await changeAnnouncement(store, grant, { id, version: 1, texts })
    expect(await snapshotAudience(store, grant, freezing)).toBe(false)
    expect(await setting.announcement(id)).toMatchObject({ state: 'draft', version: 2, counts: null, texts })
    await expect(beginSnapshot(store, grant, { id, version: 1 })).rejects.toThrow('stale')
  })

  test('restarts after a worker dies', async () => {
    const { store, grant } = setting
    const id = await setting.write()
    const first = known(await beginSnapshot(store, grant, { id, version: 0 }))
    moveClock(snapshotLease + 1)
    expect((await setting.freeze(id)).counts?.accounts).toBe(2)
    expect(await snapshotAudience(store, grant, first)).toBe(false)
    expect(await setting.list(id)).toHaveLength(2)
  })
})

test('one form sent twice makes one draft; changed content is refused', async () => {
  const id = newId()
  await setting.write({ id })
  expect(await setting.write({ id })).toBe(id)
  const texts = { en: { ...english, summary: 'Gone back, written on' } }
  await expect(setting.write({ id, texts })).rejects.toThrow('stale')
  expect((await setting.announcement(id)).texts).toEqual({ en: english, it: italian })
  expect(await setting.store.read.$count(auditEntries, eq(auditEntries.subjectId, id))).toBe(1)
})

test('a change returns it to draft, is audited with before and after, and refuses a stale form', async () => {
  const { store, grant } = setting
  const { id, version } = await setting.freeze(await setting.write())
  const change = (severity: 'info' | 'warning' | 'error') =>
    changeAnnouncement(store, grant, { id, version, severity })
  expect((await change('info')).state).toBe('ready')
  await change('error')
  expect(await setting.announcement(id)).toMatchObject({ state: 'draft', counts: null, frozenAt: null })
  await expect(change('warning')).rejects.toThrow('stale')
  expect((await setting.audited()).slice(-2)).toMatchObject([
    { action: 'announcement.created', before: null, after: { category: 'technical' } },
    { action: 'announcement.changed', before: { severity: 'info' }, after: { severity: 'error' } },
  ])
})

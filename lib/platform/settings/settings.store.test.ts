import { describe, expect, test } from 'vitest'
import { auditEntries, settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { retryStaffAddress } from '#/lib/changes/contacts/retry-addresses.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { type SettingGroup, versionOf } from './groups.ts'
import { readSettings } from './queries.ts'

const store = perTest(openTestStore)
const ada = perTest(() => store.transact((tx) => buildStaff(tx, { role: 'admin' })))

const admin = () => staffGrant(ada, 'admin')
const read = () => readSettings(store.read)
const version = async (group: SettingGroup = 'deadlines') => versionOf(group, await read())
const save = async (changes: object, from?: number, where: Store = store, by = admin()) =>
  saveSettings(where, by, 'deadlines', { ...(await read()), ...changes }, from ?? (await version()))
const saveProgramme = async (changes: object) =>
  saveSettings(store, admin(), 'programme', { ...(await read()), ...changes }, await version('programme'))

describe('saving settings', () => {
  test('takes effect at the commit and records old and new values', async () => {
    await save({ completionDays: 7, drillDays: 90 })
    expect(await read()).toMatchObject({ completionDays: 7, drillDays: 90, escalationMinutes: 30 })
    const saved = { action: 'settings.saved', actorId: ada.id, subjectId: 'deadlines' }
    const before = { completionDays: 14, drillDays: 180 }
    const after = { completionDays: 7, drillDays: 90 }
    expect(await store.read.select().from(auditEntries)).toMatchObject([{ ...saved, before, after }])
  })

  test('does not record unchanged settings or touch another page’s', async () => {
    await save({ programmeName: 'Another' })
    expect(await store.read.$count(auditEntries)).toBe(0)
    expect((await read()).programmeName).not.toBe('Another')
  })

  test('does not overwrite another admin’s change', async () => {
    const seen = await version()
    await save({ completionDays: 7 })
    await expect(save({ completionDays: 21 }, seen)).rejects.toThrow('settings-changed')
    expect((await read()).completionDays).toBe(7)
    // Settings of another page are no reason to refuse.
    await saveProgramme({ programmeName: 'Desk' })
    await save({ completionDays: 21 }, await version())
    expect(await read()).toMatchObject({ completionDays: 21, programmeName: 'Desk' })
  })

  test('mails all staff while the staff address bounces, until it is retried', async () => {
    const address = { programmeName: 'Desk', staffAddress: 'Team@desk.example' }
    const recipients = async () => (await listStaffRecipients(store.read)).map(({ to }) => to)
    await saveProgramme(address)
    expect(await recipients()).toEqual(['Team@desk.example'])
    const mark = { address: 'team@desk.example', deliveryId: null, status: '5.1.1' }
    await store.transact((tx) => markAddress(tx, mark, 1))
    expect(await recipients()).toEqual([ada.email])
    await saveProgramme({ privacyEn: 'https://desk.example/privacy' })
    expect(await recipients()).toEqual([ada.email])
    await saveProgramme(address)
    expect(await recipients()).toEqual([ada.email])
    await retryStaffAddress(store, admin())
    expect(await recipients()).toEqual(['Team@desk.example'])
  })

  test('rejects values out of bounds', async () => {
    for (const completionDays of [0, 91, 1.5, Number.NaN])
      await expect(save({ completionDays })).rejects.toThrow()
    expect(await store.read.$count(settings)).toBe(0)
  })

  test('lets only current admins change settings', async () => {
    const stale = staffGrant(await store.transact((tx) => buildStaff(tx, { role: 'support' })), 'admin')
    await expect(save({ drillDays: 60 }, undefined, store, stale)).rejects.toThrow('admin-only')
    expect((await read()).drillDays).toBe(180)
  })

  test('rolls back when the audit entry cannot be written', async () => {
    const saving = save({ drillDays: 60 }, undefined, failingOn(store, auditEntries))
    await expect(saving).rejects.toThrow('disk full')
    expect((await read()).drillDays).toBe(180)
  })
})

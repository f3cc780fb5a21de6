import { beforeEach, describe, expect, test } from 'vitest'
import { auditEntries, settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { markAddress } from '#/lib/accounts/search/marks.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { buildStaff } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore } from '#/tests/store.ts'
import { versionOf } from './groups.ts'
import { readSettings } from './queries.ts'

let store: Store
let ada: Awaited<ReturnType<typeof buildStaff>>
beforeEach(async () => {
  store = await openTestStore()
  ada = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
})

const admin = () => grantStaff(actorOf(ada, 'admin'), 'admin')
const read = () => readSettings(store.read)
const version = async () => versionOf('deadlines', await read())
const save = async (changes: object, from?: number, where = store) =>
  saveSettings(where, admin(), 'deadlines', { ...(await read()), ...changes }, from ?? (await version()))

describe('saving settings', () => {
  test('takes effect at the commit and records old and new values', async () => {
    await save({ completionDays: 7, drillDays: 90 })
    expect(await read()).toMatchObject({ completionDays: 7, drillDays: 90, escalationMinutes: 30 })
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      {
        action: 'settings.saved',
        actorId: ada.id,
        subjectId: 'deadlines',
        before: { completionDays: 14, drillDays: 180 },
        after: { completionDays: 7, drillDays: 90 },
      },
    ])
  })

  test('leaves no record of unchanged settings, and does not touch another page’s', async () => {
    await save({ programmeName: 'Another' })
    expect(await store.read.$count(auditEntries)).toBe(0)
    expect((await read()).programmeName).not.toBe('Another')
  })

  test('does not overwrite what somebody else has saved', async () => {
    const seen = await version()
    await save({ completionDays: 7 })
    await expect(save({ completionDays: 21 }, seen)).rejects.toMatchObject({ code: 'settings-changed' })
    expect((await read()).completionDays).toBe(7)
    // Settings of another page are no reason to refuse.
    await saveSettings(
      store,
      admin(),
      'programme',
      { ...(await read()), programmeName: 'Desk', staffAddress: '' },
      versionOf('programme', await read()),
    )
    await save({ completionDays: 21 }, await version())
    expect(await read()).toMatchObject({ completionDays: 21, programmeName: 'Desk' })
  })

  test('mails all staff addresses if one bounces, until that one is saved again', async () => {
    const given = { ...(await read()), programmeName: 'Desk', staffAddress: 'Team@desk.example' }
    const saveProgramme = async (other = {}) =>
      saveSettings(store, admin(), 'programme', { ...given, ...other }, versionOf('programme', await read()))
    const told = async () => (await listStaffRecipients(store.read)).map(({ to }) => to)
    await saveProgramme()
    expect(await told()).toEqual(['Team@desk.example'])
    const mark = { address: 'team@desk.example', deliveryId: null, status: '5.1.1' }
    await store.transact((tx) => markAddress(tx, mark, 1))
    expect(await told()).toEqual([ada.email])
    const other = { privacyEn: 'https://desk.example/privacy' }
    await saveProgramme(other)
    expect(await told()).toEqual([ada.email])
    await saveProgramme(other)
    expect(await told()).toEqual(['Team@desk.example'])
  })

  test('never stores values out of bounds', async () => {
    for (const completionDays of [0, 91, 1.5, Number.NaN]) {
      await expect(save({ completionDays })).rejects.toThrow()
    }
    expect(await store.read.$count(settings)).toBe(0)
  })

  test('lets only current admins change settings', async () => {
    const grace = await store.transact((tx) => buildStaff(tx, { role: 'support' }))
    const stale = grantStaff(actorOf(grace, 'admin'), 'admin')
    const saving = saveSettings(
      store,
      stale,
      'deadlines',
      { ...(await read()), drillDays: 60 },
      await version(),
    )
    await expect(saving).rejects.toMatchObject({ code: 'forbidden' })
    expect((await read()).drillDays).toBe(180)
  })

  test('changes nothing if it cannot be recorded', async () => {
    await expect(save({ drillDays: 60 }, undefined, failingOn(store, auditEntries))).rejects.toThrow(
      'disk full',
    )
    expect((await read()).drillDays).toBe(180)
  })
})

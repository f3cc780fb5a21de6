import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { addressFailures, addressMarks } from '#/db/schema/notices.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { retryStaffAddress } from '#/lib/changes/contacts/retry-addresses.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, hour, moveClock } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, buildStaff } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { contact } from '#/tests/contact-values.ts'
import { known } from '#/tests/known.ts'
import { perTest } from '#/tests/store.ts'
import { sendConfirmations } from './reminders.ts'
import { findStaffConfirmation } from './staff-address.ts'

const dead = 'dead@x.example'
const setting = perTest(openConfirmationSetting)

const mark = (address = dead) =>
  setting.store.transact((tx) => markAddress(tx, { address, deliveryId: 'delivery', status: '5.1.1' }, 1))
const marks = async () => (await setting.store.read.select().from(addressMarks)).map(({ address }) => address)
const failures = () => setting.store.read.$count(addressFailures)
const toDead = async () => (await setting.takeMails()).filter((mail) => mail.endsWith(dead))

/** Another account adds the address to its contacts. */
async function addElsewhere(): Promise<void> {
  const { store } = setting
  const { account, user } = await store.transact(async (tx) => {
    const account = await buildAccount(tx, { slug: 'molo', firstCompleteAt: 1 })
    const { user } = await buildMember(tx, { accountId: account.id, email: 'luca@molo.example' })
    await buildRevision(tx, { accountId: account.id, savedBy: user.id, content: completeContacts([user.id]) })
    return { account, user }
  })
  const grant = await grantAccount(store.read, actorOf(user), account, 'editor')
  const values = toFormValues(completeContacts([user.id], { technical: [contact(dead)] }))
  const submitted = await submitContacts(store, grant, { version: 1, environment: 'production', values })
  expect(submitted.kind).toBe('submitted')
}

describe('an address that bounces when an account adds it', () => {
  test('stays marked, and is asked once', async () => {
    await mark()
    await setting.store.transact((tx) =>
      tx
        .insert(addressFailures)
        .values({ id: 'failure', addressKey: dead, deliveryId: 'd', status: '5.7.1', at: 1 }),
    )
    await setting.submit({ emergency: [dead] })
    expect([await marks(), await failures()]).toEqual([[dead], 1])
    expect(await toDead()).toEqual([`confirm-address ${dead}`])
    moveClock(4 * day)
    await sendConfirmations(setting.store)
    expect(await toDead()).toEqual([])
  })

  test('is asked once a day over all accounts, and none of them clears its mark', async () => {
    await mark()
    await setting.submit({ emergency: [dead] })
    await addElsewhere()
    expect([await marks(), await toDead()]).toEqual([[dead], [`confirm-address ${dead}`]])
    expect(
      (await setting.rows()).filter(({ address, mails }) => address === dead && mails === 0),
    ).toHaveLength(1)
  })

  test('stays marked when it is removed and added again', async () => {
    await setting.submit({ emergency: [dead] })
    await mark()
    await setting.submit({})
    await setting.submit({ emergency: [dead] })
    expect(await marks()).toEqual([dead])
  })

  test.each([
    ['confirms', confirmAddress],
    ['answers that it is not them', refuseAddress],
  ])('gets mail again once its reader %s', async (_, press) => {
    await mark()
    await setting.submit({ emergency: [dead] })
    const [token = ''] = await setting.tokens(dead)
    expect(await press(setting.store, token)).toBe(true)
    expect(await marks()).toEqual([])
  })
})

describe('a staff address that bounces', () => {
  const team = 'team@desk.example'
  const admin = async () =>
    staffGrant(
      await setting.store.transact((tx) => buildStaff(tx, { email: 'ada@desk.example', role: 'admin' })),
      'admin',
    )
  async function save(staffAddress: string, by: Awaited<ReturnType<typeof admin>>): Promise<void> {
    const before = await readSettings(setting.store.read)
    const next = { ...before, staffAddress }
    await saveSettings(setting.store, by, 'programme', next, versionOf('programme', before))
  }
  const question = async () => {
    const mail = known((await setting.mails()).find(({ template }) => template === 'confirm-staff-address'))
    expect(mail).toMatchObject({ recipient: team, data: { address: team } })
    return linkToken('confirm', mail.id)
  }

  test('stays marked when it is saved, is asked once, and gets mail again once somebody confirms', async () => {
    await mark(team)
    const ada = await admin()
    await save(team, ada)
    expect(await marks()).toEqual([team])
    const token = await question()
    expect(await findStaffConfirmation(setting.store.read, token)).toMatchObject({
      address: team,
      isOpen: true,
    })
    await save('', ada)
    await save(team, ada)
    await save(team, ada)
    expect(await setting.takeMails()).toEqual([`confirm-staff-address ${team}`])
    expect(await marks()).toEqual([team])
  })

  test('is confirmed by the link, once', async () => {
    await mark(team)
    await save(team, await admin())
    const token = await question()
    expect(await confirmAddress(setting.store, token)).toBe(true)
    expect(await marks()).toEqual([])
    expect(await findStaffConfirmation(setting.store.read, token)).toMatchObject({
      isOpen: false,
      bounces: false,
    })
    expect(await confirmAddress(setting.store, token)).toBe(false)
  })

  test('stays marked when its link has expired', async () => {
    await mark(team)
    await save(team, await admin())
    const token = await question()
    moveClock(31 * day)
    expect(await confirmAddress(setting.store, token)).toBe(false)
    expect(await marks()).toEqual([team])
  })

  test('is not asked when it accepts mail', async () => {
    await save(team, await admin())
    expect(await setting.takeMails()).toEqual([])
  })

  test('can be retried by admins ten times a day, each recorded', async () => {
    const { store } = setting
    const ada = await admin()
    await store.transact((tx) => tx.insert(settings).values({ key: 'staffAddress', value: team }))
    await retryStaffAddress(store, ada)
    for (let times = 0; times < limits['addresses-tried'].most; times++) {
      await mark(team)
      await retryStaffAddress(store, ada)
      expect(await marks()).toEqual([])
    }
    await mark(team)
    await expect(retryStaffAddress(store, ada)).rejects.toThrow(AppError)
    moveClock(day + hour)
    await retryStaffAddress(store, ada)
    const tried = await store.read
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'contacts.tried-again'))
      .orderBy(auditEntries.id)
    expect(tried).toHaveLength(limits['addresses-tried'].most + 1)
    expect(tried[0]).toMatchObject({ actorId: ada.actor.user.id, accountId: null, after: { address: team } })
  })
})

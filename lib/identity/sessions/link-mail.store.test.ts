import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { memberships, users } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildInvitation, buildStaff, buildUser } from '#/seed/people.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { reach, startTestWorker } from '#/tests/mail.ts'
import { startRelay } from '#/tests/relay.ts'
import { perTest } from '#/tests/store.ts'
import { findLinkZone, findMailZone } from './link-mail.ts'

const setting = perTest(openConfirmationSetting)
const store = perTest(async () => setting.store)

const kathmandu = 'Asia/Kathmandu'

/** The account's submission has support hours in this zone. */
function supportIn(zone: string) {
  const hours = [{ days: [1 as const], opens: '09:00', closes: '18:00', zone }]
  const content = completeContacts([setting.owner.id], { 'support-hours': hours })
  return store.transact((tx) =>
    buildRevision(tx, { accountId: setting.account.id, savedBy: setting.owner.id, content }),
  )
}

function chooseZone(timeZone: string | null) {
  return store.transact((tx) => tx.update(users).set({ timeZone }).where(eq(users.id, setting.owner.id)))
}

describe('a mail shows times in the zone', () => {
  const zoneFor = (recipient: string, given: string | null = null) =>
    findMailZone(store.read, {
      recipient,
      accountId: setting.account.id,
      ofNotice: false,
      data: { timeZone: given },
    })

  test('of the person, else of the account’s support hours, else of its owner, else of the sender', async () => {
    expect(await zoneFor('new@x.example')).toBeNull()
    expect(await zoneFor('new@x.example', 'Asia/Tokyo')).toBe('Asia/Tokyo')
    await chooseZone('America/New_York')
    expect(await zoneFor('new@x.example', 'Asia/Tokyo')).toBe('America/New_York')
    await supportIn(kathmandu)
    expect(await zoneFor('new@x.example', 'Asia/Tokyo')).toBe(kathmandu)
    expect(await zoneFor(setting.owner.email)).toBe('America/New_York')
  })

  test('that the runtime knows, and of no other account', async () => {
    await chooseZone('SystemV/EST5')
    await supportIn('SystemV/EST5')
    expect(await zoneFor('new@x.example')).toBeNull()
    await store.transact((tx) => tx.delete(unguarded(memberships)))
    expect(await zoneFor('new@x.example')).toBeNull()
  })

  test('of the account, to an address that belongs to nobody', async () => {
    const relay = await startRelay()
    await supportIn(kathmandu)
    startTestWorker(store, [relay])
    await setting.submit({ technical: ['tech@x.example'] })
    const mail = (await setting.mails()).find(({ recipient }) => recipient === 'tech@x.example')
    await reach(store, mail?.id ?? '', 'accepted')
    // The submission has support hours in Rome.
    const text = relay.received.find(({ recipients }) => recipients.includes('tech@x.example'))?.text
    expect(text).toContain('ora di Roma')
    expect(text).not.toContain('UTC')
  })
})

describe('the page of a mailed link shows times', () => {
  test('in the account’s zone, for the question to confirm an address', async () => {
    await setting.submit({ technical: ['tech@x.example'] })
    const [token] = await setting.tokens('tech@x.example')
    expect(await findLinkZone(store.read, `/confirm/${token}`)).toBe('Europe/Rome')
  })

  test('in the zone of the invited person, the account, or the inviter to a new account', async () => {
    const staff = await store.transact(async (tx) => {
      const person = await buildStaff(tx, { role: 'admin' })
      await tx.update(users).set({ timeZone: 'Asia/Tokyo' }).where(eq(users.id, person.id))
      return person
    })
    const invite = async (email: string) => {
      const given = { accountId: setting.account.id, invitedBy: staff.id, byStaff: true, email }
      const { token } = await store.transact((tx) => buildInvitation(tx, given))
      return findLinkZone(store.read, `/invitations/${token}`)
    }
    expect(await invite('first@x.example')).toBe('Asia/Tokyo')
    await supportIn(kathmandu)
    expect(await invite('second@x.example')).toBe(kathmandu)
    await store.transact((tx) => buildUser(tx, { email: 'third@x.example', timeZone: 'America/New_York' }))
    expect(await invite('third@x.example')).toBe('America/New_York')
  })

  test('in no known zone if the link is not ours', async () => {
    for (const path of ['/confirm/x', '/invitations/x', '/acknowledge/', '/help', ''])
      expect(await findLinkZone(store.read, path)).toBeNull()
  })
})

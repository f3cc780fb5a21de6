import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import { drillOwnAccount } from '#/lib/notices/drills/own-drill.ts'
import { findLastDrill, listDrills } from '#/lib/notices/drills/queries.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { acknowledgeByMail, findAcknowledgement } from './acknowledge-link.ts'
import { acknowledgeNotice, closeNotice, closeNoticeAsStaff } from './commands.ts'
import { findAnswerRole } from './drill-answer.ts'

const oncall = 'oncall@contacts.example'
const setting = perTest(openNoticeSetting)

async function account() {
  return known((await setting.store.read.select().from(accounts).where(eq(accounts.slug, 'aurora')))[0])
}
const reached = async () => (await account()).reachedAfter !== null
/** Makes these the emergency contacts. */
const drillThese = (...addresses: string[]) =>
  setting.store.transact((tx) =>
    buildRevision(tx, {
      accountId: setting.account.id,
      savedBy: setting.olga.id,
      content: completeContacts([setting.anna.id], {
        'technical-emergency': addresses.map((address) => ({ address, label: '', locale: null })),
      }),
    }),
  )
const drillByOlga = async () => {
  const grant = await grantAccount(setting.store.read, actorOf(setting.olga), { slug: 'aurora' }, 'owner')
  return drillOwnAccount(setting.store, grant)
}
const tokenOf = async (recipient: string) =>
  linkToken('acknowledge', known((await setting.mails()).find((one) => one.recipient === recipient)).id)
const acknowledge = async (id: string, user: SeededUser) =>
  acknowledgeNotice(setting.store, await setting.member(user), id)
const ofOthers = { code: 'drill-of-others' }

describe('a drill', () => {
  test('is answered by the link mailed to a drilled address, signed in or not', async () => {
    const id = await drillByOlga()
    moveClock(3 * minute)
    await acknowledgeByMail(setting.store, await tokenOf(oncall))
    expect(await findLastDrill(setting.store.read, await account())).toMatchObject({
      noticeId: id,
      outcome: 'reached',
      answeredBy: oncall,
    })
  })

  test('is answered by a signed-in member whose own address was drilled, in any spelling', async () => {
    await drillThese(oncall, 'Anna@Aurora.example')
    await acknowledge(await drillByOlga(), setting.anna)
    expect(await reached()).toBe(true)
  })

  test('is answered by its sender only with the link mailed to their own drilled address', async () => {
    await drillThese(oncall, setting.olga.email)
    await expect(acknowledge(await drillByOlga(), setting.olga)).rejects.toMatchObject(ofOthers)
    const olga = actorOf(setting.olga)
    const forwarded = await tokenOf(oncall)
    expect(await findAcknowledgement(setting.store.read, forwarded, olga)).toMatchObject({
      mine: true,
      pending: 1,
    })
    await expect(acknowledgeByMail(setting.store, forwarded, olga)).rejects.toMatchObject(ofOthers)
    expect(await reached()).toBe(false)
    const own = await tokenOf(setting.olga.email)
    expect(await findAcknowledgement(setting.store.read, own, olga)).toMatchObject({ mine: false })
    await acknowledgeByMail(setting.store, own, olga)
    expect(await reached()).toBe(true)
  })

  test('is answered with a forwarded link by anybody but its sender', async () => {
    await drillByOlga()
    await acknowledgeByMail(setting.store, await tokenOf(oncall), actorOf(setting.anna))
    expect(await reached()).toBe(true)
  })
})

describe('a drill that was sent to others', () => {
  test.each(['olga', 'anna'] as const)(
    'is not answered in the portal by %s, whose address was not drilled',
    async (who) => {
      const id = await drillByOlga()
      await expect(acknowledge(id, setting[who])).rejects.toMatchObject(ofOthers)
      expect([await reached(), (await setting.notice(id)).state]).toEqual([false, 'open'])
      const judged = await findAnswerRole(setting.store.read, await setting.notice(id), actorOf(setting[who]))
      expect(judged).toBe(who === 'olga' ? 'sender' : 'unasked')
    },
  )

  test('is not answered by a member whose own mail failed', async () => {
    await drillThese(oncall, setting.anna.email)
    const id = await drillByOlga()
    await setting.store.transact((tx) =>
      tx.update(outbox).set({ status: 'failed' }).where(eq(outbox.recipient, setting.anna.email)),
    )
    expect(await listDrilled(setting.store.read, id)).toEqual([oncall])
    await expect(acknowledge(id, setting.anna)).rejects.toMatchObject(ofOthers)
  })

  test('is not answered by its sender from staff who is also a member, except by the link to their own address', async () => {
    const { store, grace } = setting
    await drillThese(oncall, grace.email)
    await store.transact((tx) =>
      tx.insert(unguarded(memberships)).values({
        id: 'grace',
        accountId: setting.account.id,
        userId: grace.id,
        role: 'owner',
        createdAt: 1,
      }),
    )
    const id = await sendDrill(store, setting.support(), 'aurora')
    await expect(acknowledge(id, grace)).rejects.toMatchObject(ofOthers)
    await expect(
      acknowledgeByMail(store, await tokenOf(oncall), actorOf(grace, 'support')),
    ).rejects.toMatchObject(ofOthers)
    await acknowledgeByMail(store, await tokenOf(grace.email), actorOf(grace, 'support'))
    expect(await reached()).toBe(true)
  })

  test('is not answered by an emergency contact of another account', async () => {
    const id = await drillByOlga()
    const { user } = await setting.store.transact((tx) =>
      buildMember(tx, { accountId: setting.molo.id, email: oncall }),
    )
    const stranger = await setting.member(user, 'molo')
    await expect(acknowledgeNotice(setting.store, stranger, id)).rejects.toThrow('not-found')
  })

  test.each(['a member', 'staff'] as const)(
    'by closing it, which %s may, and which has no outcome',
    async (who) => {
      const id = await drillByOlga()
      const before = await account()
      const given = { noticeId: id, note: 'Wrong address.' }
      if (who === 'staff') await closeNoticeAsStaff(setting.store, setting.support(), given)
      else await closeNotice(setting.store, await setting.member(), given)
      expect(await account()).toEqual(before)
      const shown = await listDrills(setting.store.read, setting.support(), { view: 'all', after: null })
      expect(shown.drills).toMatchObject([{ outcome: 'withdrawn', answeredBy: '' }])
      await acknowledgeByMail(setting.store, await tokenOf(oncall))
      expect(await reached()).toBe(false)
    },
  )
})

test('a waiting staff drill that an owner requests again is answered by its recipients only', async () => {
  const id = await sendDrill(setting.store, setting.support(), 'aurora')
  expect(await drillByOlga()).toBe(id)
  for (const user of [setting.olga, setting.anna])
    await expect(acknowledge(id, user)).rejects.toMatchObject(ofOthers)
})

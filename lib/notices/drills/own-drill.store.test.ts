import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { type AccountGrant, grantAccount } from '#/lib/accounts/access/grants.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { answerNotices } from '#/lib/notices/acknowledgement/commands.ts'
import { type AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import type { SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { findAsleep } from './night.ts'
import { drillOwnAccount, findOwnDrillsFrom, maxOwnDrills } from './own-drill.ts'
import { findLastDrill } from './queries.ts'
import { sendDrill } from './send-drill.ts'

const setting = perTest(openNoticeSetting)

const owner = async (user: SeededUser = setting.olga, slug = 'aurora') =>
  grantAccount(setting.store.read, actorOf(user), { slug }, 'owner')
const drill = async (user?: SeededUser) => drillOwnAccount(setting.store, await owner(user))
const drills = () => setting.store.read.select().from(notices).where(eq(notices.kind, 'drill'))
async function aurora() {
  return known((await setting.store.read.select().from(accounts).where(eq(accounts.slug, 'aurora')))[0])
}
/** A drill that somebody answers at once. */
async function drillAnswered(id?: Promise<string>) {
  const sent = await (id ?? drill())
  const by = { userId: null, as: 'oncall' }
  await setting.store.transact((tx) => answerNotices(tx, [sent], by, now()), { exclusive: true })
}

test('sends a drill by the owner to the emergency contacts, and its answer counts', async () => {
  const id = await drill()
  expect(await drills()).toMatchObject([{ id, origin: 'member', createdBy: setting.olga.id, state: 'open' }])
  expect(await setting.told()).toEqual(['notice oncall@contacts.example'])
  expect((await aurora()).drillDueAt).toBeGreaterThan(now() + 179 * day)
  const by = { actorId: setting.olga.id, accountId: setting.account.id }
  const entry = { action: 'notice.drill-sent', subjectId: id, ...by }
  expect((await setting.audited()).at(-1)).toMatchObject(entry)
  moveClock(7 * 60_000)
  const [mail] = await setting.mails()
  await acknowledgeByMail(setting.store, linkToken('acknowledge', mail?.id ?? ''))
  const last = await findLastDrill(setting.store.read, await aurora())
  expect(last).toMatchObject({ noticeId: id, outcome: 'reached', answeredBy: 'oncall@contacts.example' })
})

describe('before it sends, an owner confirms the recipients', () => {
  const pressed = async (confirmed = '') =>
    drillOwnAccount(askingFirst(setting.store, confirmed, findAsleep), await owner())
  const asked = async (confirmed?: string): Promise<AskFirst> =>
    pressed(confirmed).then(
      () => Promise.reject(new Error('It did not ask.')),
      (error: AskFirst) => error,
    )

  test('as the emergency contacts of now', async () => {
    const { mails, named } = await asked()
    const oncall = { to: 'oncall@contacts.example', template: 'notice', accountId: setting.account.id }
    expect(mails).toMatchObject([oncall])
    expect(await drills()).toEqual([])
    const id = await pressed(named)
    expect(await drills()).toMatchObject([{ id }])
    expect(await setting.told()).toEqual(['notice oncall@contacts.example'])
  })

  test('and again, if others are emergency contacts by then', async () => {
    const { named } = await asked()
    const address = { address: 'night@contacts.example', label: '', locale: null }
    const content = completeContacts([setting.anna.id], { 'technical-emergency': [address] })
    const revision = { accountId: setting.account.id, savedBy: setting.anna.id, content }
    await setting.store.transact((tx) => buildRevision(tx, revision))
    const again = await asked(named)
    expect(again.mails.map(({ to }) => to)).toEqual(['night@contacts.example'])
    expect(again.again).toBe('changed')
    expect(await drills()).toEqual([])
  })

  test('and again, if it is night for them by then', async () => {
    const atRome = (clock: string) => moveClock(Date.parse(`2027-01-13T${clock}+01:00`) - Date.now())
    atRome('21:55')
    const evening = await asked()
    expect(evening.sleepers).toEqual([])
    atRome('22:01')
    const night = await asked(evening.named)
    expect(night).toMatchObject({
      again: 'old',
      sleepers: [{ to: 'oncall@contacts.example', zone: 'Europe/Rome' }],
    })
    expect(await drills()).toEqual([])
    atRome('22:03')
    await pressed(night.named)
    expect(await drills()).toHaveLength(1)
  })

  test('which counts as no drill', async () => {
    for (let n = 0; n <= maxOwnDrills; n++) await asked()
    await pressed((await asked()).named)
    expect(await drills()).toHaveLength(1)
  })

  test('and a lost right is refused, whatever was confirmed', async () => {
    const { named } = await asked()
    const grant = await owner()
    await setting.store.transact((tx) => tx.update(unguarded(memberships)).set({ role: 'viewer' }))
    await expect(drillOwnAccount(askingFirst(setting.store, named), grant)).rejects.toThrow('forbidden')
  })
})

test('sends no second drill while one waits, even when two owners press concurrently', async () => {
  const pressed = await Promise.all([drill(), drill()])
  expect(new Set(pressed).size).toBe(1)
  expect(await drill()).toBe(pressed[0])
  expect(await drills()).toHaveLength(1)
  expect(await findOwnDrillsFrom(setting.store.read, await owner())).toBeNull()
})

test('counts a waiting staff drill as its own', async () => {
  const id = await sendDrill(setting.store, setting.support(), 'aurora')
  expect(await drill()).toBe(id)
  expect(await drills()).toHaveLength(1)
})

describe('within a day', () => {
  test('the owners together send three, and the next once the first is a day old', async () => {
    const isAnna = eq(memberships.userId, setting.anna.id)
    await setting.store.transact((tx) =>
      tx.update(unguarded(memberships)).set({ role: 'owner' }).where(isAnna),
    )
    const sent = now()
    for (const user of [setting.olga, setting.anna, setting.olga]) await drillAnswered(drill(user))
    await expect(drill(setting.anna)).rejects.toMatchObject({ code: 'drilled-often', params: { hours: 24 } })
    expect(await drills()).toHaveLength(maxOwnDrills)
    const from = (await findOwnDrillsFrom(setting.store.read, await owner())) ?? 0
    expect(from - sent).toBeGreaterThanOrEqual(day)
    moveClock(day - 2 * hour)
    await expect(drill()).rejects.toMatchObject({ code: 'drilled-often', params: { hours: 2 } })
    moveClock(day + hour)
    await drillAnswered()
  })

  test('drills of staff do not count', async () => {
    for (let n = 0; n < maxOwnDrills; n++)
      await drillAnswered(sendDrill(setting.store, setting.support(), 'aurora'))
    await drillAnswered()
    expect(await drills()).toHaveLength(maxOwnDrills + 1)
  })
})

describe('refuses', () => {
  test.each([
    ['an account that is not live', { state: 'paused' }, 'wrong-state'],
    ['a locked account', { firstCompleteAt: null }, 'locked'],
    ['a closed account', { closedAt: 1 }, 'account-closed'],
  ] as const)('%s', async (_, columns, code) => {
    const grant = await owner()
    await setting.set(accounts, grant.account.id, columns)
    await expect(drillOwnAccount(setting.store, grant)).rejects.toMatchObject({ code })
  })

  test.each(['editor', 'viewer'] as const)('who is %s by now', async (role) => {
    const grant = await owner()
    await setting.store.transact((tx) => tx.update(unguarded(memberships)).set({ role }))
    await expect(drillOwnAccount(setting.store, grant)).rejects.toThrow('forbidden')
  })

  test('an editor’s grant, and owners of another account', async () => {
    const editor = await grantAccount(setting.store.read, actorOf(setting.anna), { slug: 'aurora' }, 'editor')
    const forged = editor as AccountGrant as Awaited<ReturnType<typeof owner>>
    await expect(drillOwnAccount(setting.store, forged)).rejects.toThrow('forbidden')
    const stranger = { ...(await owner()), actor: actorOf(setting.luca) }
    await expect(drillOwnAccount(setting.store, stranger)).rejects.toThrow('not-found')
  })

  test('unreachable contacts', async () => {
    await setting.mark('oncall@contacts.example')
    await expect(drill()).rejects.toThrow('field-unreachable')
  })
})

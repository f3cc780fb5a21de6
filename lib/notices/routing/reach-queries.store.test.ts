import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { actorOf } from '#/tests/actors.ts'
import { markBouncing } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import {
  whomWouldEachReach,
  whomWouldEachReachIn,
  whomWouldItReachIn,
  whoTakesAlertsWithout,
} from './reach-queries.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

const arrange = () =>
  scenario(
    store,
    { account: { slug: 'aurora', alerts: ['anna'], people: { anna: 'viewer', olga: 'owner' } } },
    { grace: 'support' },
  )

const member = () => grantAccount(store.read, actorOf(setting.anna), { slug: 'aurora' }, 'viewer')
const staff = () => grantStaff(actorOf(setting.grace, 'support'), 'support')
const mark = (...addresses: string[]) => markBouncing(store, ...addresses)
async function each(environment: AccountEnvironment = 'production') {
  return whomWouldEachReach(store.read, await member(), environment)
}

test('after a member leaves, alerts go to the next step that has somebody', async () => {
  const without = async (userId: string) => whoTakesAlertsWithout(store.read, await member(), userId)
  expect(await without(setting.grace.id)).toBe('alerts')
  expect(await without(setting.anna.id)).toBe('technical')
  await mark('tech@contacts.example')
  expect(await without(setting.anna.id)).toBe('owners')
  await mark('olga@aurora.example')
  expect(await without(setting.anna.id)).toBeNull()
})

describe('who every category would reach', () => {
  test('equals the answers for each category, in the categories’ order', async () => {
    const all = await each()
    expect(all.map(({ category }) => category)).toEqual([...noticeCategories])
    for (const { category, would, route } of all) {
      expect(await whomWouldItReachIn(store.read, staff(), 'aurora', { category })).toMatchObject(would)
      expect(route.category).toBe(category)
    }
  })

  test('skips bouncing addresses and says when nobody is left', async () => {
    const operations = (await each()).find(({ category }) => category === 'user-escalation')
    const address = operations?.would.recipients[0]?.address ?? ''
    await mark(address)
    const handedOn = (await each()).find(({ category }) => category === 'user-escalation')
    expect(handedOn?.would).toMatchObject({
      taken: 1,
      recipients: [{ address: 'olga@aurora.example' }],
      steps: [{ recipients: [{ address, bouncing: true }] }, {}],
    })
    await mark('olga@aurora.example')
    const nobody = (await each()).find(({ category }) => category === 'user-escalation')
    expect(nobody?.would).toMatchObject({ taken: null, recipients: [] })
  })

  test('works for staff with any account, by slug or id', async () => {
    const { account } = setting
    const asked = await whomWouldEachReachIn(store.read, staff(), account.slug, 'production')
    expect(asked).toEqual(await each())
    expect(await whomWouldEachReachIn(store.read, staff(), account.id, 'production')).toEqual(asked)
    expect(await whomWouldEachReachIn(store.read, staff(), 'none', 'production')).toBeNull()
  })
})

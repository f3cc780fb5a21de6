import { describe, expect, test } from 'vitest'
import { noticeCategories } from '#/db/words/notices.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { markBouncing } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import {
  findAlertTargetWithout,
  previewOwnReachByCategory,
  previewReach,
  previewReachByCategory,
} from './reach-queries.ts'

const account = { slug: 'aurora', alerts: ['anna'], people: { anna: 'viewer', olga: 'owner' } } as const
const store = perTest(openTestStore)
const setting = perTest(() => scenario(store, { account }, { grace: 'support' }))

const member = () => grantAccount(store.read, actorOf(setting.anna), { slug: 'aurora' }, 'viewer')
const staff = () => staffGrant(setting.grace, 'support')
const mark = (...addresses: string[]) => markBouncing(store, ...addresses)
const each = async () => previewOwnReachByCategory(store.read, await member(), 'production')

test('routes alerts to the next step with contacts after a member leaves', async () => {
  const without = async (userId: string) => findAlertTargetWithout(store.read, await member(), userId)
  expect(await without(setting.grace.id)).toBe('alerts')
  expect(await without(setting.anna.id)).toBe('technical')
  await mark('tech@contacts.example')
  expect(await without(setting.anna.id)).toBe('owners')
  await mark('olga@aurora.example')
  expect(await without(setting.anna.id)).toBeNull()
})

describe('who every category would reach', () => {
  test('equals the reach of each category, in the categories’ order', async () => {
    const all = await each()
    expect(all.map(({ category }) => category)).toEqual([...noticeCategories])
    for (const { category, would, route } of all) {
      expect(await previewReach(store.read, staff(), 'aurora', { category })).toMatchObject(would)
      expect(route.category).toBe(category)
    }
  })

  test('skips bouncing addresses and reports when nobody is left', async () => {
    const would = async () => (await each()).find(({ category }) => category === 'user-escalation')?.would
    const shown = 'operations@contacts.example'
    expect(await would()).toMatchObject({ taken: 0, recipients: [{ shown }] })
    await mark(shown)
    expect(await would()).toMatchObject({
      taken: 1,
      recipients: [{ shown: 'olga@aurora.example' }],
      steps: [{ recipients: [{ shown, bouncing: true }] }, {}],
    })
    await mark('olga@aurora.example')
    expect(await would()).toMatchObject({ taken: null, recipients: [] })
  })

  test('works for staff with any account, by slug or id', async () => {
    const { account } = setting
    const asked = await previewReachByCategory(store.read, staff(), account.slug, 'production')
    expect(asked).toEqual(await each())
    expect(await previewReachByCategory(store.read, staff(), account.id, 'production')).toEqual(asked)
    expect(await previewReachByCategory(store.read, staff(), 'none', 'production')).toBeNull()
  })
})

import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { savedViews } from '#/db/schema/saved-views.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { changeView, deleteView, saveView } from './commands.ts'
import type { NewView } from './form.ts'
import { maxViews } from './policy.ts'
import { listViews } from './queries.ts'

const store = perTest(openTestStore)
const setting = perTest(() => scenario(store, {}, { grace: 'support', hugo: 'support', ada: 'admin' }))
type Who = 'grace' | 'hugo' | 'ada'
const as = (who: Who) => grantStaff(actorOf(setting[who], who === 'ada' ? 'admin' : 'support'), 'support')

const late = { list: 'accounts', query: 'complete=no&sort=due', name: 'Late', shared: false } as const
const save = (given: Partial<NewView> = {}, who: Who = 'grace', where = store) =>
  saveView(where, as(who), { ...late, ...given })
const seen = async (who: Who) =>
  (await listViews(store.read, as(who), 'accounts')).map(({ name, href, mayChange }) => [
    name,
    href,
    mayChange,
  ])
async function idOf(name: string) {
  const row = (await store.read.select().from(savedViews)).find((one) => one.name === name)
  return row?.id ?? newId()
}
const audit = async () =>
  (await store.read.select().from(auditEntries).orderBy(asc(auditEntries.id))).map(({ action }) => action)

const address = '/admin/accounts?complete=no&sort=due'

test('saves the filters privately, in the list’s canonical form', async () => {
  expect(await save({ query: 'after=x.1&sort=due&complete=no&x=1' })).toBe(address)
  expect(await seen('grace')).toEqual([['Late', address, true]])
  expect(await seen('hugo')).toEqual([])
  expect(await audit()).toEqual([])
})

test('shares a view with all staff: its owner and admins may change it', async () => {
  await save({ shared: true })
  await save({ name: 'Own' }, 'hugo')
  expect(await seen('grace')).toEqual([['Late', address, true]])
  expect(await seen('hugo')).toEqual([
    ['Own', address, true],
    ['Late', address, false],
  ])
  expect(await seen('ada')).toEqual([['Late', address, true]])
  expect(await audit()).toEqual(['view.saved'])
})

test('saves once when its form is sent twice, and refuses other filters under the same name', async () => {
  await save()
  await save()
  expect(await store.read.$count(savedViews)).toBe(1)
  const refusal = { code: 'view-name-taken', field: 'name' }
  await expect(save({ name: 'LATE', query: 'state=live' })).rejects.toMatchObject(refusal)
  await save({ list: 'cases', query: '' })
  await save({ shared: true }, 'hugo')
  await expect(save({ shared: true }, 'ada')).rejects.toMatchObject(refusal)
})

test('renames, shares and deletes a view', async () => {
  await save()
  const view = await idOf('Late')
  await changeView(store, as('grace'), { view, name: 'Later', shared: true })
  await changeView(store, as('ada'), { view, name: 'Latest', shared: true })
  expect(await seen('hugo')).toEqual([['Latest', address, false]])
  expect(await deleteView(store, as('grace'), view)).toBe(address)
  expect(await seen('grace')).toEqual([])
  expect(await audit()).toEqual(['view.changed', 'view.changed', 'view.deleted'])
})

test('refuses changes to a colleague’s view', async () => {
  await save()
  await save({ name: 'Shared', shared: true })
  const [own, shared] = [await idOf('Late'), await idOf('Shared')]
  for (const [view, code] of [
    [own, 'not-found'],
    [shared, 'admin-only'],
  ] as const) {
    await expect(changeView(store, as('hugo'), { view, name: 'X', shared: false })).rejects.toMatchObject({
      code,
    })
    await expect(deleteView(store, as('hugo'), view)).rejects.toMatchObject({ code })
  }
  await expect(deleteView(store, as('ada'), own)).rejects.toThrow('not-found')
  expect(await store.read.$count(savedViews)).toBe(2)
})

test('limits the views of a list to those that fit above it', async () => {
  for (let n = 0; n < maxViews; n++) await save({ name: `Own ${n}`, query: `q=${n}` })
  await expect(save()).rejects.toThrow('views-full')
  for (let n = 0; n < maxViews; n++) await save({ name: `All ${n}`, shared: true }, n % 2 ? 'hugo' : 'ada')
  await expect(save({ name: 'One more', shared: true }, 'hugo')).rejects.toThrow('views-full')
  await save({}, 'hugo')
})

test('saves nothing for former staff, or if the audit record fails', async () => {
  await expect(save({ shared: true }, 'grace', failingOn(store, auditEntries))).rejects.toThrow('disk full')
  await store.transact((tx) => tx.delete(staff).then())
  await expect(save()).rejects.toThrow('not-found')
  expect(await store.read.$count(savedViews)).toBe(0)
})

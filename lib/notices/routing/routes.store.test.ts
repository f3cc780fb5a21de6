import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { type NoticeCategory, noticeCategories, type Route } from '#/db/words/notices.ts'
import { defaultRoute, readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { routeChange } from '#/lib/accounts/search/route-changes.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'

import { listRoutes, restoreRoute, saveRoute } from './routes.ts'

const store = perTest(openTestStore)
const people = perTest(async () => {
  await store.transact(seedShipped)
  return scenario(store, {}, { ada: 'admin', lorenzo: 'admin' })
})

const admin = (person = people.ada) => staffGrant(person, 'admin')
const answers = { answerDays: 5, answerResolved: true, repeatMinutes: 15, repeatMost: 3 }
const changed: Route = {
  category: 'technical',
  steps: ['operations', 'owners'],
  copyTo: 'alerts',
  ...answers,
}
async function route(category: NoticeCategory = 'technical') {
  return known((await listRoutes(store.read, admin())).find((one) => one.category === category))
}
const audits = async () =>
  store.read.select().from(auditEntries).where(eq(auditEntries.action, 'route.saved'))

describe('the routing table', () => {
  test('has the default routes until an admin changes them', async () => {
    const shipped = noticeCategories.map((category) => ({ category, asShipped: true, changedBy: '' }))
    expect(await listRoutes(store.read, admin())).toMatchObject(shipped)
  })

  test('has the default route for a category without a row', async () => {
    await store.transact((tx) => tx.delete(routes).then())
    expect(await route()).toMatchObject({ ...defaultRoute('technical'), version: 0, asShipped: true })
    await saveRoute(store, admin(), changed, 0)
    expect(await route()).toMatchObject(changed)
  })

  test('is changed by an admin, with before and after in the audit log', async () => {
    await saveRoute(store, admin(), changed, (await route()).version)
    expect(await route()).toMatchObject({ ...changed, changedBy: 'Ada', asShipped: false })
    const { category: _, ...after } = changed
    const { category: __, ...before } = defaultRoute('technical')
    expect(await audits()).toMatchObject([{ actorId: people.ada.id, subjectId: 'technical', before, after }])
    expect(await route('emergency')).toMatchObject({ asShipped: true })
    expect((await readRoutes(store.read)).get('technical')).toEqual(changed)
  })

  test('indexes accounts again only when the steps change', async () => {
    const save = async (given: Partial<Route>) => {
      const { version } = await route('emergency')
      await saveRoute(store, admin(), { ...defaultRoute('emergency'), ...given }, version)
      return routeChange.read(store.read)
    }
    expect(await save({ answerDays: 5, copyTo: null })).toBeNull()
    await store.transact((tx) => tx.delete(routes).then())
    expect(await save(answers)).toBeNull()
    expect(await save({ steps: ['owners'] })).toEqual({ after: '' })
  })

  test('resets to the default route', async () => {
    await saveRoute(store, admin(), changed, (await route()).version)
    await restoreRoute(store, admin(), 'technical', (await route()).version)
    expect(await route()).toMatchObject({ ...defaultRoute('technical'), asShipped: true })
    expect(await audits()).toHaveLength(2)
  })
})

describe('a route from before repeats', () => {
  const forget = () => store.transact((tx) => tx.update(routes).set({ repeatMinutes: null }).then())

  test('repeats nothing until an admin saves it, as it is or with repeats', async () => {
    await forget()
    expect(await route('emergency')).toMatchObject({ repeatMinutes: 0, repeatsUnchosen: true })
    expect(await route('technical')).toMatchObject({ asShipped: true, repeatsUnchosen: false })
    expect((await readRoutes(store.read)).get('emergency')).toMatchObject({ repeatMinutes: 0 })
    const {
      version,
      changedAt: _,
      changedBy: __,
      asShipped: ___,
      repeatsUnchosen: ____,
      ...same
    } = await route('emergency')
    await saveRoute(store, admin(), same, version)
    expect(await route('emergency')).toMatchObject({ repeatMinutes: 0, repeatsUnchosen: false })
    await restoreRoute(store, admin(), 'emergency', (await route('emergency')).version)
    expect(await route('emergency')).toMatchObject({ repeatMinutes: 10, repeatMost: 6, asShipped: true })
  })
})

describe('two admins at once', () => {
  test('never overwrite each other, even within a millisecond: the second gets an error', async () => {
    const { version } = await route()
    // The clock is set back, and the version still changes.
    moveClock(version - Date.now() - 60_000)
    await saveRoute(store, admin(), changed, version)
    const late = saveRoute(store, admin(people.lorenzo), { ...changed, answerDays: 1 }, version)
    await expect(late).rejects.toMatchObject({ code: 'route-changed', field: 'version' })
    expect(await route()).toMatchObject({ answerDays: 5 })
    const restoring = restoreRoute(store, admin(people.lorenzo), 'technical', version)
    await expect(restoring).rejects.toThrow('route-changed')
    await saveRoute(store, admin(people.lorenzo), { ...changed, answerDays: 1 }, (await route()).version)
    expect(await route()).toMatchObject({ answerDays: 1, changedBy: 'Lorenzo' })
  })

  test('write nothing when they save the current route', async () => {
    const { version } = await route()
    await saveRoute(store, admin(), defaultRoute('technical'), version)
    expect(await route()).toMatchObject({ version, changedBy: '' })
    expect(await audits()).toEqual([])
  })
})

describe('a change of the table', () => {
  test('is refused to former admins', async () => {
    const stale = staffGrant(await store.transact((tx) => buildStaff(tx, { role: 'support' })), 'admin')
    const { version } = await route()
    await expect(saveRoute(store, stale, changed, version)).rejects.toThrow('admin-only')
    await expect(restoreRoute(store, stale, 'technical', version)).rejects.toThrow('admin-only')
    expect(await route()).toMatchObject({ asShipped: true })
  })

  const wrong: Partial<Route>[] = [{ steps: ['technical'] }, { answerDays: 0 }, { repeatMinutes: 4 }]
  test.each(wrong)('is refused with %j', async (given) => {
    const { version } = await route()
    const saving = saveRoute(store, admin(), { ...changed, ...given }, version)
    await expect(saving).rejects.toThrow('invalid-input')
    expect(await route()).toMatchObject({ asShipped: true })
  })

  test('rolls back when the audit entry cannot be written', async () => {
    const { version } = await route()
    const saving = saveRoute(failingOn(store, auditEntries), admin(), changed, version)
    await expect(saving).rejects.toThrow('disk full')
    expect(await route()).toMatchObject({ asShipped: true })
  })
})

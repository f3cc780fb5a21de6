import { NextRequest } from 'next/server'
import { afterEach, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { integrationStates } from '#/db/words/accounts.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildUser } from '#/seed/people.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { brandPageResponse } from './brand-page.ts'

const store = perTest(openTestStore)
afterEach(() => moveClock(0))

const build = (values: Omit<Parameters<typeof buildOpenAccount>[1], 'alerts'>) =>
  store.transact(async (tx) => {
    const { id } = await buildUser(tx)
    const { account } = await buildOpenAccount(tx, { ...values, alerts: [id] })
    return account
  })

async function open(named: string, headers: Record<string, string> = {}) {
  const request = new NextRequest('http://portal.example/brands/asked', { headers })
  const answer = await brandPageResponse(request, { params: Promise.resolve({ account: named }) })
  const all = Object.fromEntries(answer.headers)
  const seconds = Number(/^public, max-age=(\d+)$/.exec(all['cache-control'] ?? '')?.[1])
  return { status: answer.status, headers: all, tag: all.etag ?? '', seconds, text: await answer.text() }
}

test('lets caches store a brand page only until it changes', async () => {
  await build({ slug: 'aurora' })
  const at = (instant: string) => moveClock(Date.parse(instant) - Date.now())
  // Monday, half a minute before opening at 09:00 in Rome.
  at('2026-10-26T07:59:30Z')
  const closed = await open('aurora')
  expect(closed.text).toContain('Closed now')
  expect(closed.seconds).toBeGreaterThan(0)
  expect(closed.seconds).toBeLessThanOrEqual(30)
  expect((await open('aurora', { 'if-none-match': closed.tag })).status).toBe(304)

  at('2026-10-26T08:00:00Z')
  const opened = await open('aurora', { 'if-none-match': closed.tag })
  expect(opened).toMatchObject({ status: 200, seconds: 300 })
  expect(opened.text).toContain('Open now')
  expect(await open('aurora', { 'if-none-match': opened.tag })).toMatchObject({ status: 304, seconds: 300 })

  // Half a minute before midnight in Rome.
  at('2026-10-26T22:59:30Z')
  expect((await open('aurora')).seconds).toBeLessThanOrEqual(30)
  at('2026-10-26T23:00:00Z')
  expect((await open('aurora')).text).toContain('Today, Tuesday 27 October')

  await store.transact((tx) => tx.update(unguarded(accounts)).set({ name: 'Renamed' }).then())
  expect((await open('aurora')).text).toContain('<h1 dir="auto">Renamed</h1>')
})

test('responds to an unpublished page as to one that never existed', async () => {
  const never = await open('never')
  expect(never.status).toBe(404)
  const { id } = await build({ slug: 'live', state: 'live' })
  await build({ slug: 'closed', state: 'live', closedAt: 1 })
  const hidden = integrationStates.filter((state) => state !== 'live' && state !== 'paused')
  for (const state of hidden) await build({ slug: `is-${state}`, state })
  for (const named of [id, 'LIVE', 'closed', ...hidden.map((state) => `is-${state}`)])
    expect(await open(named), named).toEqual(never)
  expect((await open('live')).status).toBe(200)
})

import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { rates } from '#/lib/platform/limits/table.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildCase } from '#/seed/cases.ts'
import { buildMark, buildNotice } from '#/seed/notices.ts'
import { staffGrant } from '#/tests/actors.ts'
import { stopClock } from '#/tests/clock.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { maxPerKind, searchStore } from './search.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(
    store,
    {
      aurora: { name: 'Clinica Aurora', people: { sara: 'owner' } },
      molo: { name: 'Trattoria Molo', people: { piero: { role: 'owner', email: 'aurora@molo.example' } } },
      citta: { name: 'Città Aurora', state: 'live', people: { ugo: 'owner' } },
    },
    { grace: 'support' },
  ),
)
beforeEach(async () => {
  await indexUnindexed(store)
})

const grant = () => staffGrant(setting.grace, 'support')
const search = (text: string) => searchStore(store.read, grant(), text)
const slugsOf = async (text: string) => (await search(text)).accounts.map(({ account }) => account.slug)
const change = (given: Partial<typeof accounts.$inferInsert>, slug: string) =>
  store.transact((tx) => tx.update(unguarded(accounts)).set(given).where(eq(accounts.slug, slug)))

describe('accounts', () => {
  test('are found by any part of a name, short name or address', async () => {
    expect(await slugsOf('auro')).toEqual(['aurora', 'citta', 'molo'])
    expect(await slugsOf('TTOR')).toEqual(['molo'])
    expect(await slugsOf('citta')).toEqual(['citta'])
    expect(await slugsOf(setting.sara.email)).toEqual(['aurora'])
    expect(await slugsOf('clinica molo')).toEqual([])
    expect(await slugsOf('')).toEqual([])
  })

  test('show the address that was found, and whether it bounces', async () => {
    const addressOf = async (text: string) =>
      (await search(text)).accounts.find(({ account }) => account.slug === 'molo')?.address
    expect(await addressOf('molo')).toBeNull()
    expect(await addressOf('aurora')).toEqual({ text: 'aurora@molo.example', bounces: false })
    await store.transact((tx) => buildMark(tx, { address: 'aurora@molo.example' }))
    expect(await addressOf('aurora')).toEqual({ text: 'aurora@molo.example', bounces: true })
  })

  test('are sorted last once they are closed', async () => {
    await change({ closedAt: now() }, 'aurora')
    expect(await slugsOf('aurora')).toEqual(['citta', 'molo', 'aurora'])
  })
})

describe('what can be done', () => {
  const stepsOf = async (text: string) =>
    (await search(text)).steps.map(({ action, account }) => `${action} ${account.slug}`)

  test('is offered for the first account found, as it is now', async () => {
    expect(await stepsOf('clinica')).toEqual(['nudge aurora', 'notice aurora', 'case aurora'])
    expect(await stepsOf('citta')).toEqual(['nudge citta', 'drill citta', 'notice citta', 'case citta'])
    await change({ closedAt: now() }, 'aurora')
    expect(await stepsOf('clinica')).toEqual([])
  })

  test('is offered as the account’s page offers it', async () => {
    await change({ nudgedAt: now() }, 'aurora')
    expect(await stepsOf('clinica')).toEqual(['notice aurora', 'case aurora'])
    const waiting = { kind: 'drill', topic: 'drill', category: 'emergency', origin: 'staff' } as const
    await store.transact((tx) => buildNotice(tx, { accountId: setting.citta.id, ...waiting }))
    expect(await stepsOf('citta')).toEqual(['nudge citta', 'notice citta', 'case citta'])
  })

  test('is offered for each account named with it, in either language', async () => {
    const nudges = ['nudge aurora', 'nudge citta', 'nudge molo']
    expect(await stepsOf('nudge aurora')).toEqual(nudges)
    expect(await stepsOf('aurora sollecita')).toEqual(nudges)
    expect(await stepsOf('drill aurora')).toEqual(['drill citta'])
    expect(await stepsOf('nudge')).toEqual([])
  })
})

describe('cases', () => {
  const build = (given: Partial<Parameters<typeof buildCase>[1]>) =>
    store.transact((tx) =>
      buildCase(tx, { accountId: setting.molo.id, openedBy: setting.piero.id, ...given }),
    )
  const numbersOf = async (text: string) => (await search(text)).cases.map(({ number }) => number)

  test('are found by number, subject and account', async () => {
    await build({ subject: 'Feed 2 is empty' })
    await build({ subject: 'Qualità dei prezzi' })
    await build({ subject: 'A refund', accountId: setting.aurora.id, openedBy: setting.sara.id })
    expect(await numbersOf('2')).toEqual([2, 1])
    expect(await numbersOf('#2')).toEqual([2])
    expect(await numbersOf('EMPTY feed')).toEqual([1])
    expect(await numbersOf('qualità')).toEqual([2])
    expect(await numbersOf('clinica')).toEqual([3])
    expect(await numbersOf('100%')).toEqual([])
    expect(await numbersOf('')).toEqual([])
  })

  test('are sorted open first, then by last update, at most eight', async () => {
    await build({ subject: 'Prices', openedAt: 1000 })
    await build({ subject: 'Prices', openedAt: 3000, status: 'closed' })
    await build({ subject: 'Prices', openedAt: 2000 })
    expect(await numbersOf('prices')).toEqual([3, 1, 2])
    for (let more = 0; more < maxPerKind; more++) await build({ subject: 'Prices', openedAt: 4000 + more })
    expect(await numbersOf('prices')).toHaveLength(maxPerKind)
  })
})

describe('notices', () => {
  const build = (given: Parameters<typeof buildNotice>[1]) =>
    store.transact((tx) => buildNotice(tx, { accountId: setting.molo.id, ...given }))
  const summariesOf = async (text: string) => (await search(text)).notices.map(({ summary }) => summary)

  test('are found by summary, sender’s account, id and account', async () => {
    const { id } = await build({ summary: 'Feed is late', firstSeenAt: 1000 })
    await build({ summary: 'Prices are wrong', firstSeenAt: 2000, accountId: setting.aurora.id })
    await build({ summary: 'Feed is empty', firstSeenAt: 3000, accountId: null, accountText: 'Mollo' })
    expect(await summariesOf('FEED')).toEqual(['Feed is empty', 'Feed is late'])
    expect(await summariesOf('late feed')).toEqual(['Feed is late'])
    expect(await summariesOf('mollo')).toEqual(['Feed is empty'])
    expect(await summariesOf('clinica')).toEqual(['Prices are wrong'])
    expect(await summariesOf(id)).toEqual(['Feed is late'])
    expect(await summariesOf('')).toEqual([])
  })

  test('are sorted overdue first, closed last, at most eight', async () => {
    const closed = { state: 'closed', closedHow: 'resolved', closedAt: 5000 } as const
    await build({ summary: 'Feed closed', firstSeenAt: 4000, ...closed })
    await build({ summary: 'Feed open', firstSeenAt: 1000 })
    await build({ summary: 'Feed overdue', firstSeenAt: 500, dueAt: 600 })
    expect(await summariesOf('feed')).toEqual(['Feed overdue', 'Feed open', 'Feed closed'])
    for (let more = 0; more < maxPerKind; more++) await build({ summary: 'Feed', firstSeenAt: 6000 + more })
    expect(await summariesOf('feed')).toHaveLength(maxPerKind)
  })
})

test('rate-limits searches per person', async () => {
  stopClock()
  const others = await scenario(store, {}, { ada: 'support' })
  for (let times = 0; times < rates['staff-searches'].atOnce; times++) await search('')
  await expect(search('')).rejects.toMatchObject({ code: 'too-many', params: { minutes: 1 } })
  const adas = staffGrant(others.ada, 'support')
  await expect(searchStore(store.read, adas, '')).resolves.toBeDefined()
})

import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { rateOf } from '#/lib/platform/limits/shared-rate.ts'
import { rates } from '#/lib/platform/limits/table.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildNotice, type GivenNotice } from '#/seed/notices.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findOwnNotices } from './find-notices.ts'
import { listNotices, listSection } from './found-notices.ts'
import { type NoticeSort, partnerNotices, staffNotices } from './lists.ts'
import { noticesPerPage } from './queries.ts'
import { countForStaff, listNoticesForStaff } from './staff-queries.ts'

const store = perTest(openTestStore)
const setting = perTest(async () => {
  const aurora = { name: 'Clinica Aurora', people: { anna: 'viewer' } } as const
  const molo = { name: 'Studio Molo', people: { luca: 'owner' } } as const
  const made = await scenario(store, { aurora, molo }, { grace: 'support' }, { alone: true })
  await indexUnindexed(store)
  return made
})

const start = 1_764_000_000_000
const build = (given: GivenNotice, accountId: string | null = setting.aurora.id) =>
  store.transact((tx) => buildNotice(tx, { accountId, ...given }))
const closed = { state: 'closed', closedHow: 'resolved', closedAt: 5000 } as const
const member = () => grantAccount(store.read, actorOf(setting.anna), { slug: 'aurora' }, 'viewer')
const support = () => staffGrant(setting.grace, 'support')

/** Every summary of a list, page after page, with each place as an address has it. */
async function walkOwn(query: Record<string, string>): Promise<string[]> {
  const summaries: string[] = []
  for (let after: ReturnType<typeof partnerNotices.after> = null, page = 0; page < 9; page++) {
    const view = partnerNotices.read(query)
    const { notices, next } = await listNotices(store.read, await member(), view, after)
    summaries.push(...notices.map(({ summary }) => summary))
    if (!next) break
    const { searchParams } = new URL(partnerNotices.href(view, next, '/x'), 'http://x')
    after = partnerNotices.after(Object.fromEntries(searchParams))
    expect(after).toEqual(next)
  }
  return summaries
}

async function walkAll(query: Record<string, string>): Promise<string[]> {
  const summaries: string[] = []
  for (let after: ReturnType<typeof staffNotices.after> = null, page = 0; page < 9; page++) {
    const view = staffNotices.read(query)
    const { notices, next } = await listNoticesForStaff(store.read, support(), view, after)
    summaries.push(...notices.map(({ summary }) => summary))
    if (!next) break
    const { searchParams } = new URL(staffNotices.href(view, next), 'http://x')
    after = staffNotices.after(Object.fromEntries(searchParams))
    expect(after).toEqual(next)
  }
  return summaries
}

describe('the notices of an account', () => {
  test('sort by each header, in both directions, undated ones last', async () => {
    await build({ summary: 'technical', category: 'technical', firstSeenAt: start + 2, dueAt: 30 })
    await build({ summary: 'emergency', category: 'emergency', firstSeenAt: start + 1, dueAt: null })
    await build({ summary: 'alert', category: 'production-alert', firstSeenAt: start + 3, dueAt: 20 })
    expect(await walkOwn({ sort: '-since' })).toEqual(['alert', 'technical', 'emergency'])
    expect(await walkOwn({ sort: 'since' })).toEqual(['emergency', 'technical', 'alert'])
    expect(await walkOwn({ sort: 'due' })).toEqual(['alert', 'technical', 'emergency'])
    expect(await walkOwn({ sort: '-due' })).toEqual(['technical', 'alert', 'emergency'])
    expect(await walkOwn({ sort: 'category' })).toEqual(['emergency', 'alert', 'technical'])
    expect(await walkOwn({ sort: '-category' })).toEqual(['technical', 'alert', 'emergency'])
  })

  test.each(['', 'since', '-since', 'due', '-due', 'category', '-category'])(
    'are each on exactly one page in the order "%s" (none: of urgency), also where values are the same',
    async (sort) => {
      const total = noticesPerPage * 2 + 3
      for (let n = 0; n < total; n++)
        await build({
          summary: `${n}`,
          firstSeenAt: start + (n % 4),
          dueAt: n % 3 ? start + (n % 5) : null,
          category: n % 2 ? 'technical' : 'emergency',
        })
      const found = await walkOwn(sort ? { sort } : {})
      expect([found.length, new Set(found).size]).toEqual([total, total])
      const turned = await walkOwn({ sort: sort.startsWith('-') ? sort.slice(1) : `-${sort}` })
      if (sort && !sort.endsWith('due')) expect(turned.reverse()).toEqual(found)
    },
  )

  test.each([{}, { state: 'open' }, { q: 'feed' }, { category: 'technical' }])(
    'filtered by %j, come in the order of urgency',
    async (query) => {
      const technical = { category: 'technical' } as const
      await build({ summary: 'feed: due', ...technical, firstSeenAt: start + 9, dueAt: now() + day })
      await build({ summary: 'feed: new', ...technical, firstSeenAt: start + 8, dueAt: null })
      await build({ summary: 'feed: old', ...technical, firstSeenAt: start + 1, dueAt: null })
      await build({ summary: 'feed: overdue', ...technical, firstSeenAt: start, dueAt: 10 })
      await build({ summary: 'feed: emergency', category: 'emergency', firstSeenAt: start + 2, dueAt: null })
      const most = 'category' in query ? [] : ['feed: emergency']
      expect(await walkOwn(query)).toEqual([...most, 'feed: overdue', 'feed: due', 'feed: new', 'feed: old'])
    },
  )

  test('keep their sections when sorted; each section has its own default order', async () => {
    const technical = { category: 'technical' } as const
    await build({ summary: 'late', ...technical, firstSeenAt: start + 2, dueAt: 10 })
    await build({ summary: 'emergency', category: 'emergency', firstSeenAt: start + 3 })
    await build({ summary: 'due', ...technical, firstSeenAt: start + 4, dueAt: now() + day })
    await build({ summary: 'undated', ...technical, firstSeenAt: start + 5, dueAt: null })
    await build({ summary: 'ended', ...closed, firstSeenAt: start + 1, dueAt: null })
    await build({ summary: 'ended last', ...closed, firstSeenAt: start + 6, dueAt: null })
    await build({ summary: 'test', kind: 'test', firstSeenAt: start })
    const sections = async (sort?: string) => {
      const { category, sort: order } = partnerNotices.read({ sort })
      const view = { category, sort: order }
      const list = async (section: Parameters<typeof listSection>[2]) =>
        (await listSection(store.read, await member(), section, view, 9)).map(({ summary }) => summary)
      return [await list('urgent'), await list('current'), await list('closed'), await list('exercises')]
    }
    expect(await sections()).toEqual([
      ['emergency', 'late'],
      ['due', 'undated'],
      ['ended last', 'ended'],
      ['test'],
    ])
    expect(await sections('since')).toEqual([
      ['late', 'emergency'],
      ['due', 'undated'],
      ['ended', 'ended last'],
      ['test'],
    ])
    expect((await sections('-since'))[1]).toEqual(['undated', 'due'])
  })

  test('are found by parts of words, open and closed, and only within the account', async () => {
    await build({ summary: 'Feed ÉRROR rate', details: 'The certificate of feed.example ended.' })
    await build({ summary: 'Feed was late', ...closed })
    await build({ summary: '', topic: 'integration-disabled', category: 'emergency' })
    const { id } = await build({ summary: 'Feed of the others' }, setting.molo.id)
    expect((await walkOwn({ q: 'feed' })).sort()).toEqual(['Feed was late', 'Feed ÉRROR rate'])
    expect(await walkOwn({ q: 'CERTIFIC rror' })).toEqual(['Feed ÉRROR rate'])
    expect(await walkOwn({ q: 'feed', state: 'closed' })).toEqual(['Feed was late'])
    expect(await walkOwn({ q: 'disattivata' })).toEqual([''])
    for (const q of ['%', '_', 'nothing', id]) expect(await walkOwn({ q })).toEqual([])
    const named = async (text: string) =>
      (await findOwnNotices(store.read, await member(), text, 8)).map(({ summary }) => summary)
    expect(await named('feed')).toEqual(['Feed ÉRROR rate', 'Feed was late'])
    expect(await named(id)).toEqual([])
    expect(await named('')).toEqual([])
  })

  test('are not found by staff-only text or by names of stored fields', async () => {
    const translations = { en: {}, it: { summary: 'Il feed è in “ritardo”', details: '\nDa ieri' } }
    const { id } = await build({ summary: 'Feed late', accountText: 'studio-molo', translations })
    const findings = async (q: string) => ({
      list: await walkOwn({ q }),
      search: (await findOwnNotices(store.read, await member(), q, 8)).map(({ summary }) => summary),
    })
    const none = { list: [], search: [] }
    for (const q of ['studio-molo', 'summary', 'details', 'nda']) expect(await findings(q), q).toEqual(none)
    const found = { list: ['Feed late'], search: ['Feed late'] }
    for (const q of ['late', '“ritardo”', 'da ieri', id]) expect(await findings(q), q).toEqual(found)
    expect(await walkAll({ q: 'studio-molo' })).toEqual(['Feed late'])
    expect(await walkAll({ q: 'summary' })).toEqual([])
  })

  test('are searched among the latest 2,000 and all open ones', async () => {
    await build({ summary: 'Feed closed', firstSeenAt: start, ...closed })
    await build({ summary: 'Feed open', firstSeenAt: start })
    const { id } = await build({ summary: 'Other', firstSeenAt: start + 1, ...closed })
    const [row] = await store.read.select().from(notices).where(eq(notices.id, id))
    const others = Array.from({ length: 1998 }, () => {
      const own = newId()
      return { ...known(row), id: own, slot: own, key: own }
    })
    await store.transact((tx) => insertMany(tx, notices, others))
    expect((await walkOwn({ q: 'feed' })).sort()).toEqual(['Feed closed', 'Feed open'])
    await build({ summary: 'Other', firstSeenAt: start + 1, ...closed })
    await build({ summary: 'Other', firstSeenAt: start + 1, ...closed })
    expect(await walkOwn({ q: 'feed' })).toEqual(['Feed open'])
  })
})

describe('searching too often', () => {
  const many = 1000

  test('is refused in an account’s list, which still works without a search text', async () => {
    const search = async (q: string) =>
      listNotices(store.read, await member(), partnerNotices.read({ q }), null)
    rateOf('member-searches', rates['member-searches']).take(setting.anna.id, many)
    await expect(search('feed')).rejects.toMatchObject({ code: 'too-many' })
    await expect(search('')).resolves.toBeDefined()
  })

  test('is refused in the staff list, which still works without a search text', async () => {
    const search = (q: string) => listNoticesForStaff(store.read, support(), staffNotices.read({ q }), null)
    rateOf('staff-searches', rates['staff-searches']).take(setting.grace.id, many)
    await expect(search('feed')).rejects.toMatchObject({ code: 'too-many' })
    await expect(search('')).resolves.toBeDefined()
  })
})

test.each(['9999999999999999', '-9999999999999999'])(
  'notices are sorted also from a page that ends at %s',
  async (key) => {
    for (const summary of ['Feed late', 'Feed early']) await build({ summary, dueAt: start })
    for (const sort of ['due', '-due', 'category', '-category']) {
      const query = { sort, after: `019ac0de-0000-7000-8000-000000000000.${key}` }
      const expected = key.startsWith('-') === sort.startsWith('-') ? 0 : 2
      const [view, after] = [partnerNotices.read(query), partnerNotices.after(query)]
      expect((await listNotices(store.read, await member(), view, after)).notices, sort).toHaveLength(
        expected,
      )
      const [ofStaff, afterStaff] = [staffNotices.read(query), staffNotices.after(query)]
      const { notices } = await listNoticesForStaff(store.read, support(), ofStaff, afterStaff)
      expect(notices, sort).toHaveLength(expected)
    }
  },
)

describe('the notices of all accounts', () => {
  test('sort by account, due date, category and time', async () => {
    await build({ summary: 'molo', firstSeenAt: start + 1, dueAt: now() + day }, setting.molo.id)
    await build({ summary: 'aurora', firstSeenAt: start + 2, category: 'emergency', dueAt: now() + 2 * day })
    await build({ summary: 'unknown', firstSeenAt: start + 3, accountText: 'x' }, null)
    await build({ summary: 'late', firstSeenAt: start + 4, dueAt: 10, ...closed }, setting.molo.id)
    expect(await walkAll({ sort: 'account' })).toEqual(
      expect.arrayContaining(['molo', 'aurora', 'unknown', 'late']),
    )
    expect((await walkAll({ sort: 'account' })).slice(0, 2)).toEqual(['unknown', 'aurora'])
    expect((await walkAll({ sort: '-account' })).slice(2)).toEqual(['aurora', 'unknown'])
    expect(await walkAll({ sort: 'due' })).toEqual(['late', 'molo', 'aurora', 'unknown'])
    expect((await walkAll({ sort: 'category' }))[0]).toBe('aurora')
    expect(await walkAll({ sort: 'since' })).toEqual(['molo', 'aurora', 'unknown', 'late'])
    expect(await walkAll({ sort: 'since', state: 'overdue' })).toEqual(['late'])
    expect(await walkAll({ sort: '-since', state: 'closed' })).toEqual(['late'])
  })

  test.each(['account', '-account', 'due', '-due', 'since', 'category'])(
    'are each on exactly one page in the order %s while more come in',
    async (sort) => {
      const total = noticesPerPage + 5
      for (let n = 0; n < total; n++)
        await build(
          { summary: `${n}`, firstSeenAt: start + (n % 3), dueAt: n % 2 ? now() + (n % 3) * day : null },
          n % 3 ? setting.aurora.id : setting.molo.id,
        )
      const found = await walkAll({ sort })
      expect([found.length, new Set(found).size]).toEqual([total, total])
    },
  )

  test('are found by words, and counts match the results', async () => {
    await build({ summary: 'Feed late', dueAt: 10 })
    await build({ summary: 'Feed closed', ...closed })
    await build({ summary: 'Other' }, setting.molo.id)
    expect(await walkAll({ q: 'feed' })).toEqual(['Feed late'])
    expect(await walkAll({ q: 'feed', sort: 'account' })).toEqual(['Feed late'])
    expect(await walkAll({ q: 'feed', state: 'closed' })).toEqual(['Feed closed'])
    const page = await listNoticesForStaff(store.read, support(), staffNotices.read({ q: 'feed' }), null)
    expect(await page.count()).toMatchObject({ open: 1, overdue: 1, unroutable: 0 })
    expect(await countForStaff(store.read, support())).toMatchObject({ open: 2, overdue: 1, unroutable: 0 })
  })
})

test('every sort order in a URL is supported by a list', () => {
  const orders: NoticeSort['by'][] = ['since', 'due', 'category', 'account']
  for (const by of orders) expect(staffNotices.read({ sort: by }).sort.by).toBe(by)
  expect(partnerNotices.read({ sort: 'account' }).sort.by).toBe('urgent')
})

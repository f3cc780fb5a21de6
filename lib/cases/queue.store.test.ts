import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { caseMessages } from '#/db/schema/cases.ts'
import { staff } from '#/db/schema/people.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { rateOf } from '#/lib/platform/limits/shared-rate.ts'
import { rates } from '#/lib/platform/limits/table.ts'
import { buildCase, messageRow } from '#/seed/cases.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findOwnCases } from './find-cases.ts'
import { accountCases, queue } from './lists.ts'
import { casesPerPage, findCaseForStaff, findCaseOf, listCases } from './queries.ts'
import { countOpenCases, listQueue } from './queue.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(
    store,
    {
      account: { slug: 'clinica', name: 'Clinica Aurora', people: { user: { role: 'owner', name: 'Sara' } } },
      other: { slug: 'trattoria', people: { stranger: 'owner' } },
    },
    { grace: 'support', ada: 'support' },
    { alone: true },
  ),
)

type Given = Partial<Parameters<typeof buildCase>[1]>
const build = (given: Given = {}) =>
  store.transact((tx) =>
    buildCase(tx, { accountId: setting.account.id, openedBy: setting.user.id, ...given }),
  )
const ofOther = () => ({ accountId: setting.other.id, openedBy: setting.stranger.id })
const grant = () => staffGrant(setting.grace, 'support')

async function numbersOf(query: Record<string, string>, after: ReturnType<typeof queue.after> = null) {
  const { rows } = await listQueue(store.read, grant(), queue.read(query), after)
  return rows.map((row) => row.case.number)
}

test('urgent cases come first, then the longest waiting; closed cases have their own list', async () => {
  await build({ openedAt: 3000 })
  await build({ openedAt: 1000 })
  await build({ openedAt: 4000, category: 'urgent', situation: 'integration-down' })
  await build({ openedAt: 2000, status: 'closed' })
  await build({ openedAt: 2000, ...ofOther() })
  expect(await numbersOf({})).toEqual([3, 2, 5, 1])
  expect(await numbersOf({ status: 'closed' })).toEqual([4])
  expect(await countOpenCases(store.read, grant())).toBe(4)
})

test.each(['open', 'closed'] as const)('every %s case is on exactly one page', async (status) => {
  const total = casesPerPage * 2 + 3
  for (let index = 0; index < total; index++) {
    const category = index % 2 === 0 ? 'urgent' : 'other'
    await build({ status, openedAt: 1000 + (index % 5), category })
  }
  const numbers: number[] = []
  for (let after: ReturnType<typeof queue.after> = null, page = 0; page < 3; page++) {
    const { rows, next } = await listQueue(store.read, grant(), queue.read({ status }), after)
    numbers.push(...rows.map((row) => row.case.number))
    after = next
  }
  expect([numbers.length, new Set(numbers).size]).toEqual([total, total])
})

describe('the filters of cases', () => {
  test('finds cases of a category and an environment', async () => {
    await build({ category: 'urgent', situation: 'integration-down' })
    await build({ category: 'users' })
    await build({ category: 'users', environment: 'sandbox' })
    expect(await numbersOf({ category: 'urgent' })).toEqual([1])
    expect(await numbersOf({ category: 'users' })).toEqual([2, 3])
    expect(await numbersOf({ category: 'users', environment: 'sandbox' })).toEqual([3])
  })

  test('finds cases by the words that find the account', async () => {
    await build()
    await build(ofOther())
    await indexUnindexed(store)
    expect(await numbersOf({ account: 'clinica auro' })).toEqual([1])
    expect(await numbersOf({ account: setting.stranger.email })).toEqual([2])
    expect(await numbersOf({ account: 'clinica trattoria' })).toEqual([])
  })

  test('finds cases of an assignee, and none of former staff', async () => {
    await build({ assigneeId: setting.grace.id })
    await build({ assigneeId: setting.ada.id })
    await build()
    expect(await numbersOf({ assignee: 'me' })).toEqual([1])
    expect(await numbersOf({ assignee: setting.ada.id })).toEqual([2])
    expect(await numbersOf({ assignee: 'somebody' })).toEqual([1, 2])
    expect(await numbersOf({ assignee: 'nobody' })).toEqual([3])
    await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.ada.id)))
    expect(await numbersOf({ assignee: 'somebody' })).toEqual([1])
    expect(await numbersOf({ assignee: 'nobody' })).toEqual([2, 3])
    const { rows } = await listQueue(store.read, grant(), queue.read({}), null)
    expect(rows.map(({ assignee }) => assignee.name)).toEqual(['Grace', null, null])
    const left = await findCaseForStaff(store.read, grant(), 2)
    expect(left?.assignee).toEqual({ userId: setting.ada.id, name: 'Ada', isStaff: false })
  })

  test('by the last author, ignoring later notes', async () => {
    const asked = { authorId: setting.user.id, text: 'Why?', at: 1000 }
    const said = { authorId: setting.grace.id, fromStaff: true, text: 'Look here.', at: 2000 }
    const noted = { ...said, internal: true, text: 'Odd.', at: 3000 }
    await build({ openedAt: 1, messages: [asked] })
    await build({ openedAt: 2, messages: [asked, noted] })
    await build({ openedAt: 3, messages: [asked, said, noted] })
    expect(await numbersOf({ waiting: 'staff' })).toEqual([1, 2])
    expect(await numbersOf({ waiting: 'partner' })).toEqual([3])
    const { rows } = await listQueue(store.read, grant(), queue.read({}), null)
    expect(rows.map(({ lastFromStaff }) => lastFromStaff)).toEqual([false, false, true])
  })
})

describe('the orders of cases', () => {
  test('match the headers, in both directions', async () => {
    await build({ subject: 'beta', openedAt: 3000 })
    await build({ subject: 'Alpha', openedAt: 1000, ...ofOther() })
    await build({ subject: 'gamma', openedAt: 2000, category: 'urgent', situation: 'integration-down' })
    await indexUnindexed(store)
    expect(await numbersOf({})).toEqual([3, 2, 1])
    expect(await numbersOf({ sort: 'subject' })).toEqual([2, 1, 3])
    expect(await numbersOf({ sort: '-subject' })).toEqual([3, 1, 2])
    expect(await numbersOf({ sort: 'updated' })).toEqual([2, 3, 1])
    const places = [await numbersOf({ sort: 'account' }), await numbersOf({ sort: '-account' })]
    expect(places.map((numbers) => numbers.indexOf(2)).sort()).toEqual([0, 2])
    const listed = async (query: Record<string, string>) =>
      (await listCases(store.read, await member(), null, accountCases.read(query))).cases.map(
        ({ number }) => number,
      )
    expect(await listed({})).toEqual([3, 1])
    expect(await listed({ sort: 'number' })).toEqual([1, 3])
    expect(await listed({ sort: '-updated' })).toEqual([1, 3])
    expect(await listed({ sort: '-subject' })).toEqual([3, 1])
  })

  test.each(['subject', '-subject', 'updated', '-updated', 'account'])(
    'each case is on exactly one page in the order %s',
    async (sort) => {
      const total = casesPerPage * 2 + 3
      for (let index = 0; index < total; index++)
        await build({
          subject: `${index % 4}`,
          openedAt: 1000 + (index % 5),
          ...(index % 2 ? ofOther() : {}),
        })
      await indexUnindexed(store)
      const numbers: number[] = []
      const view = queue.read({ sort })
      for (let after: ReturnType<typeof queue.after> = null, page = 0; page < 3; page++) {
        const { rows, next } = await listQueue(store.read, grant(), view, after)
        numbers.push(...rows.map((row) => row.case.number))
        after = queue.after(Object.fromEntries(new URL(queue.href(view, next), 'http://x').searchParams))
      }
      expect([numbers.length, new Set(numbers).size]).toEqual([total, total])
    },
  )
})

describe('the search of cases', () => {
  const said = { authorId: '', text: 'The certificate ended.', at: 1000 }
  const noted = { authorId: '', fromStaff: true, internal: true, text: 'A difficult partner.', at: 2000 }
  const ask = () => ({ ...said, authorId: setting.user.id })
  const note = () => ({ ...noted, authorId: setting.grace.id })

  test('finds them by number, subject and messages, and for staff by notes', async () => {
    await build({ subject: 'Feed late', messages: [ask(), note()] })
    await build({ subject: 'Feed early', ...ofOther() })
    await build({ subject: 'Feed closed', status: 'closed', messages: [ask()] })
    expect(await numbersOf({ q: 'FEED' })).toEqual([1, 2])
    expect(await numbersOf({ q: 'feed certific' })).toEqual([1])
    expect(await numbersOf({ q: 'difficult' })).toEqual([1])
    expect(await numbersOf({ q: '#2' })).toEqual([2])
    expect(await numbersOf({ q: 'feed', sort: '-subject' })).toEqual([1, 2])
    expect(await numbersOf({ q: 'certificate', status: 'closed' })).toEqual([3])
    for (const q of ['%', 'nothing']) expect(await numbersOf({ q })).toEqual([])
  })

  test('of a member reads neither staff’s notes nor cases of others', async () => {
    await build({ subject: 'Feed late', messages: [ask(), note()] })
    await build({ subject: 'Feed early', ...ofOther() })
    const listed = async (q: string) =>
      (await listCases(store.read, await member(), null, accountCases.read({ q }))).cases
    const found = async (q: string) => findOwnCases(store.read, await member(), q, 8)
    for (const find of [listed, found]) {
      expect((await find('feed')).map(({ number }) => number)).toEqual([1])
      expect((await find('certificate')).map(({ number }) => number)).toEqual([1])
      expect(await find('difficult')).toEqual([])
      expect(await find('2')).toEqual([])
    }
    const right = { staff: grant(), accountId: setting.account.id }
    const ofStaff = await listCases(store.read, right, null, accountCases.read({ q: 'difficult' }))
    expect(ofStaff.cases).toHaveLength(1)
  })

  test('of a member reads the last 1,000 messages of the account, and every subject', async () => {
    const old = await build({ subject: 'Feed late', messages: [ask()] })
    await build({ ...ofOther(), messages: [{ ...ask(), authorId: setting.stranger.id }] })
    const more = (count: number) =>
      store.transact((tx) =>
        insertMany(
          tx,
          caseMessages,
          Array.from({ length: count }, () => messageRow(old, { ...ask(), text: 'More.' })),
        ),
      )
    const right = { staff: grant(), accountId: setting.account.id }
    const found = async (q: string) => {
      const view = accountCases.read({ q })
      const lists = [
        (await listCases(store.read, await member(), null, view)).cases,
        await findOwnCases(store.read, await member(), q, 8),
        (await listCases(store.read, right, null, view)).cases,
      ]
      return lists.map((cases) => cases.length)
    }
    await more(999)
    expect(await found('certificate')).toEqual([1, 1, 1])
    await more(1)
    expect(await found('certificate')).toEqual([0, 0, 1])
    expect(await found('feed more')).toEqual([1, 1, 1])
  })

  test('refuses searches that come too fast, but still lists without words', async () => {
    const right = { staff: grant(), accountId: setting.account.id }
    const searches = {
      'member-searches': async (q: string) =>
        listCases(store.read, await member(), null, accountCases.read({ q })),
      'staff-searches': (q: string) => listCases(store.read, right, null, accountCases.read({ q })),
    } as const
    for (const name of ['member-searches', 'staff-searches'] as const) {
      for (const { id } of [setting.user, setting.grace]) rateOf(name, rates[name]).take(id, 1000)
      await expect(searches[name]('feed')).rejects.toMatchObject({ code: 'too-many' })
      await expect(searches[name]('')).resolves.toBeDefined()
    }
    await expect(numbersOf({ q: 'feed' })).rejects.toMatchObject({ code: 'too-many' })
    await expect(numbersOf({})).resolves.toEqual([])
  })
})

test.each(['9999999999999999', '-9999999999999999'])('sorts cases from a page ending at %s', async (key) => {
  await build()
  await build()
  for (const sort of ['number', '-number', 'updated', '-updated']) {
    const query = { sort, after: `019ac0de-0000-7000-8000-000000000000.${key}` }
    const expected = key.startsWith('-') === sort.startsWith('-') ? 0 : 2
    const [view, after] = [accountCases.read(query), accountCases.after(query)]
    expect((await listCases(store.read, await member(), after, view)).cases, sort).toHaveLength(expected)
    if (sort.endsWith('updated'))
      expect(await numbersOf(query, queue.after(query)), sort).toHaveLength(expected)
  }
})

test('staff read a case with its notes in order, and its account', async () => {
  const asked = { authorId: setting.user.id, text: 'Why?', at: 1000 }
  const noted = { authorId: setting.ada.id, fromStaff: true, internal: true, text: 'Odd.', at: 2000 }
  const said = { authorId: setting.grace.id, fromStaff: true, text: 'Look here.', at: 3000 }
  await build({ messages: [asked, said, noted] })
  const thread = await findCaseForStaff(store.read, grant(), 1)
  expect(thread?.messages).toMatchObject([
    { author: 'Sara', internal: false },
    { author: 'Ada', internal: true, text: 'Odd.' },
    { author: 'Grace', internal: false },
  ])
  expect(thread?.standing.account.slug).toBe('clinica')
  expect(thread?.assignee).toBeNull()
  expect(await findCaseForStaff(store.read, grant(), 2)).toBeNull()
})

const member = () => grantAccount(store.read, actorOf(setting.user), { slug: 'clinica' }, 'viewer')

describe('a member', () => {
  test('sees all cases of the account, open ones first, then newest first', async () => {
    await build({ status: 'closed' })
    await build()
    await build(ofOther())
    await build({ status: 'closed' })
    await build()
    const { cases, next } = await listCases(store.read, await member(), null)
    expect(cases.map(({ number }) => number)).toEqual([5, 2, 4, 1])
    expect(next).toBeNull()
    const right = { staff: grant(), accountId: setting.other.id }
    expect((await listCases(store.read, right, null)).cases.map(({ number }) => number)).toEqual([3])
  })

  test('pages through every case once', async () => {
    const total = casesPerPage * 2 + 1
    for (let index = 0; index < total; index++) await build({ status: index % 3 ? 'open' : 'closed' })
    const reader = await member()
    const numbers: number[] = []
    for (let after = null, page = 0; page < 3; page++) {
      const { cases, next } = await listCases(store.read, reader, after)
      numbers.push(...cases.map(({ number }) => number))
      after = next
    }
    expect(new Set(numbers).size).toBe(total)
  })

  test('reads messages in order, and the linked cases', async () => {
    const first = await build({ status: 'closed' })
    const second = await build({
      status: 'closed',
      followsId: first.id,
      messages: [
        { authorId: setting.user.id, text: 'Again', at: 1000 },
        { authorId: setting.grace.id, fromStaff: true, text: 'Why?', at: 2000 },
      ],
    })
    await build({ followsId: second.id })
    const thread = await findCaseOf(store.read, await member(), 2)
    expect(thread?.messages).toMatchObject([
      { author: 'Sara', fromStaff: false, text: 'Again' },
      { author: 'Grace', fromStaff: true, text: 'Why?' },
    ])
    expect(thread?.follows?.number).toBe(1)
    expect(thread?.followedBy.map(({ number }) => number)).toEqual([3])
  })

  test('finds no case of another account', async () => {
    await build(ofOther())
    expect(await findCaseOf(store.read, await member(), 1)).toBeNull()
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { buildCase } from '#/seed/cases.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { casesPerPage, findCaseOf, listCases, parseCaseCursor } from './queries.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

const arrange = () =>
  scenario(
    store,
    {
      account: { slug: 'clinica', name: 'Clinica', people: { user: { role: 'viewer', name: 'Sara' } } },
      other: { slug: 'trattoria', people: { stranger: 'owner' } },
    },
    { grace: 'support' },
  )

function build(given: Partial<Parameters<typeof buildCase>[1]> = {}) {
  return store.transact((tx) =>
    buildCase(tx, { accountId: setting.account.id, openedBy: setting.user.id, ...given }),
  )
}
const member = () => grantAccount(store.read, actorOf(setting.user), { slug: 'clinica' }, 'viewer')

describe('a member', () => {
  test('sees all cases of the account, open ones first, then newest first', async () => {
    await build({ status: 'closed' })
    await build()
    await build({ accountId: setting.other.id, openedBy: setting.stranger.id })
    await build({ status: 'closed' })
    await build()
    const { cases, next } = await listCases(store.read, await member(), null)
    expect(cases.map(({ number }) => number)).toEqual([5, 2, 4, 1])
    expect(next).toBeNull()
    const staff = grantStaff(actorOf(setting.grace, 'support'), 'support')
    const right = { staff, accountId: setting.other.id }
    expect((await listCases(store.read, right, null)).cases.map(({ number }) => number)).toEqual([3])
  })

  test('pages through every case once', async () => {
    const total = casesPerPage * 2 + 1
    for (let index = 0; index < total; index++) await build({ status: index % 3 ? 'open' : 'closed' })
    const grant = await member()
    const numbers: number[] = []
    for (let after = null, page = 0; page < 3; page++) {
      const { cases, next } = await listCases(store.read, grant, after)
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
    await build({ accountId: setting.other.id, openedBy: setting.stranger.id })
    expect(await findCaseOf(store.read, await member(), 1)).toBeNull()
  })
})

test.each([
  ['open.12', { status: 'open', number: 12 }],
  ['closed.1', { status: 'closed', number: 1 }],
  ['open', null],
  ['ended.1', null],
  ['open.-1', null],
  [['open.1'], null],
  [undefined, null],
])('parses %j as a cursor', (given, cursor) => {
  expect(parseCaseCursor(given)).toEqual(cursor)
})

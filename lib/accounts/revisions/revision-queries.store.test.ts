import { describe, expect, test } from 'vitest'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findRevisions, listRevisions } from './revision-queries.ts'

const store = perTest(openTestStore)
const setting = perTest(arrange)

/** An account with three revisions, the last after Paolo's removal, and another account with one. */
function arrange() {
  return store.transact(async (tx) => {
    const account = await buildAccount(tx, { slug: 'levante' })
    const other = await buildAccount(tx, { slug: 'molo' })
    const elena = (await buildMember(tx, { accountId: account.id, name: 'Elena Marchetti' })).user
    const viewer = (await buildMember(tx, { accountId: account.id, role: 'viewer' })).user
    const paolo = await buildUser(tx, { name: 'Paolo Greco' })
    const grace = await buildStaff(tx)
    const contents = {
      first: completeContacts([paolo.id]),
      second: completeContacts([paolo.id], { technical: [] }),
      third: completeContacts([], { technical: [] }),
    }
    const by = { accountId: account.id, savedBy: elena.id }
    await buildRevision(tx, { ...by, savedAt: 1000, content: contents.first })
    await buildRevision(tx, { accountId: other.id, savedBy: paolo.id, content: contents.first })
    await buildRevision(tx, { ...by, savedAt: 2000, content: contents.second, savedBy: paolo.id })
    await buildRevision(tx, {
      ...by,
      savedAt: 3000,
      content: contents.third,
      cause: 'left',
      leaverId: paolo.id,
    })
    return { account, elena, viewer, paolo, grace, contents, by }
  })
}

const memberRight = () => grantAccount(store.read, actorOf(setting.viewer), { slug: 'levante' }, 'viewer')

describe('the history of contact information', () => {
  test('lists revisions newest first, each with the one before it', async () => {
    const { first, second, third } = setting.contents
    const { older, names, entries } = await listRevisions(store.read, await memberRight())
    expect(older).toBeNull()
    expect(names).toEqual({ [setting.paolo.id]: 'Paolo Greco', [setting.elena.id]: 'Elena Marchetti' })
    const paolo = { person: 'Paolo Greco', removedBy: null }
    const submitted = { cause: 'submitted', ...paolo }
    const removed = { cause: 'left', ...paolo, removedBy: 'Elena Marchetti' }
    expect(entries).toEqual([
      { version: 3, savedAt: 3000, ...removed, content: third, previous: second },
      { version: 2, savedAt: 2000, ...submitted, content: second, previous: first },
      { version: 1, savedAt: 1000, ...submitted, person: 'Elena Marchetti', content: first, previous: null },
    ])
  })

  test('names no remover for a member who left on their own', async () => {
    const { paolo, by, contents } = setting
    await store.transact((tx) =>
      buildRevision(tx, {
        ...by,
        savedBy: paolo.id,
        leaverId: paolo.id,
        cause: 'left',
        content: contents.third,
      }),
    )
    const { entries } = await listRevisions(store.read, await memberRight())
    expect(entries[0]).toMatchObject({ cause: 'left', person: 'Paolo Greco', removedBy: null })
  })

  test('is paginated, and the last entry of a page includes the one before it', async () => {
    const { by, contents } = setting
    await store.transact(async (tx) => {
      for (let count = 0; count < 20; count++) await buildRevision(tx, { ...by, content: contents.first })
    })
    const right = await memberRight()
    const first = await listRevisions(store.read, right)
    expect(first.entries.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, i) => 23 - i))
    expect(first.entries.at(-1)?.previous).toEqual(contents.third)
    expect(first.older).toBe(4)
    const second = await listRevisions(store.read, right, 4)
    expect(second.entries.map(({ version }) => version)).toEqual([3, 2, 1])
    expect(second.older).toBeNull()
    expect((await listRevisions(store.read, right, 1)).entries).toEqual([])
  })
})

test('finds any two revisions of an account for staff, and none of another account', async () => {
  const { contents, account, grace, paolo, elena } = setting
  const staff = staffGrant(grace, 'support')
  const { revisions, names } = await findRevisions(store.read, { staff, accountId: account.id }, [1, 3, 9])
  const expected = [
    { version: 3, savedAt: 3000, cause: 'left', person: 'Paolo Greco', content: contents.third },
    { version: 1, savedAt: 1000, cause: 'submitted', person: 'Elena Marchetti', content: contents.first },
  ]
  expect(revisions).toMatchObject(expected)
  expect(revisions).toHaveLength(2)
  expect(names).toEqual({ [paolo.id]: 'Paolo Greco', [elena.id]: 'Elena Marchetti' })
  const other = await findRevisions(store.read, { staff, accountId: account.id }, [])
  expect(other).toEqual({ revisions: [], names: {} })
})

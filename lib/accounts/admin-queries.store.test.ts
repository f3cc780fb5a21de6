import { beforeEach, describe, expect, test } from 'vitest'
import { buildAccount, buildOpenAccount, buildRevision, completeContacts } from '#/db/seed/accounts.ts'
import { buildInvitation, buildMember, buildStaff, buildUser } from '#/db/seed/people.ts'
import type { Store } from '#/db/store/index.ts'
import { grantStaff } from '#/lib/access/grants.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { accountsPerPage, findAccountForStaff, listAccounts } from './admin-queries.ts'

let store: Store
let grant: ReturnType<typeof grantStaff<'support'>>
beforeEach(async () => {
  store = await openTestStore()
  const grace = await store.transact((tx) => buildStaff(tx))
  grant = grantStaff(actorOf(grace, 'support'), 'support')
})

function list(given: Partial<Parameters<typeof listAccounts>[2]> = {}) {
  return listAccounts(store.read, grant, { search: '', state: null, after: '', ...given })
}
const slugs = async (given: Parameters<typeof list>[0]) =>
  (await list(given)).rows.map(({ account }) => account.slug)

describe('the list of accounts', () => {
  test('says of each what is missing, by its last revision and its members', async () => {
    await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'a-new' })
      const { user } = await buildMember(tx, {
        accountId: (await buildAccount(tx, { slug: 'elsewhere' })).id,
      })
      const complete = await buildOpenAccount(tx, { slug: 'b-complete', alerts: [user.id] })
      await buildMember(tx, { accountId: complete.account.id, userId: user.id })
      await buildRevision(tx, {
        accountId: complete.account.id,
        savedBy: user.id,
        content: completeContacts([user.id]),
      })
      await buildOpenAccount(tx, { slug: 'c-left', alerts: [user.id], dueAt: Date.now() + 1_000_000 })
      const emptied = await buildOpenAccount(tx, { slug: 'd-emptied', alerts: [user.id], dueAt: 1 })
      await buildMember(tx, { accountId: emptied.account.id, userId: user.id })
      await buildRevision(tx, {
        accountId: emptied.account.id,
        savedBy: user.id,
        content: completeContacts([user.id], { operations: [] }),
      })
    })
    const { rows } = await list()
    const seen = rows.map(({ account, missing, locked }) => [account.slug, missing.length, locked])
    expect(seen).toEqual([
      ['a-new', 6, true],
      ['b-complete', 0, false],
      ['c-left', 1, false],
      ['d-emptied', 1, true],
      ['elsewhere', 6, true],
    ])
  })

  test('finds a part of a name or a short name, in any case, and nothing by what only looks like a pattern', async () => {
    await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'clinica-aurora', name: 'Clinica Aurora' })
      await buildAccount(tx, { slug: 'molo', name: 'Trattoria 100%' })
    })
    expect(await slugs({ search: ' AURORA ' })).toEqual(['clinica-aurora'])
    expect(await slugs({ search: 'olo' })).toEqual(['molo'])
    expect(await slugs({ search: '100%' })).toEqual(['molo'])
    expect(await slugs({ search: 'c%a' })).toEqual([])
    expect(await slugs({ search: '_' })).toEqual([])
    expect(await slugs({ search: '\\' })).toEqual([])
  })

  test('of one state', async () => {
    await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'one', state: 'review' })
      await buildAccount(tx, { slug: 'two', state: 'live' })
    })
    expect(await slugs({ state: 'review' })).toEqual(['one'])
  })

  test('pages by key through every account once', async () => {
    const total = accountsPerPage * 2 + 1
    await store.transact(async (tx) => {
      for (let index = 0; index < total; index++) {
        await buildAccount(tx, { slug: `${index % 2 ? 'a' : 'a-b'}${index}` })
      }
    })
    const seen: string[] = []
    for (let after: string | null = '', page = 0; after !== null && page < 4; page++) {
      const { rows, next } = await list({ after })
      seen.push(...rows.map(({ account }) => account.slug))
      after = next
    }
    expect(seen).toHaveLength(total)
    expect(new Set(seen).size).toBe(total)
  })
})

describe('one account', () => {
  test('shows its last revision’s author and its open invitations', async () => {
    await store.transact(async (tx) => {
      const user = await buildUser(tx, { name: 'Anna Ponte' })
      const { account } = await buildOpenAccount(tx, { slug: 'studio', alerts: [user.id] })
      await buildMember(tx, { accountId: account.id, userId: user.id })
      const invited = { accountId: account.id, invitedBy: user.id }
      await buildInvitation(tx, { ...invited, email: 'open@studio.example' })
      await buildInvitation(tx, { ...invited, email: 'revoked@studio.example', revokedAt: 1000 })
      await buildInvitation(tx, { ...invited, email: 'expired@studio.example', expiresAt: 1000 })
      const left = { accountId: account.id, invitedBy: (await buildUser(tx)).id }
      await buildInvitation(tx, { ...left, email: 'inviter-gone@studio.example' })
    })
    const found = await findAccountForStaff(store.read, grant, 'studio')
    expect(found?.revision?.savedBy).toBe('Anna Ponte')
    expect(found?.missing).toEqual([])
    expect(found?.invitations.map(({ email }) => email)).toEqual(['open@studio.example'])
  })

  test('that is not there is null', async () => {
    expect(await findAccountForStaff(store.read, grant, 'nowhere')).toBeNull()
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#/db/store/store.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { findAccountForStaff } from './admin-queries.ts'

let store: Store
let grant: ReturnType<typeof grantStaff<'support'>>
beforeEach(async () => {
  store = await openTestStore()
  const grace = await store.transact((tx) => buildStaff(tx))
  grant = grantStaff(actorOf(grace, 'support'), 'support')
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
    expect(found?.revision).toMatchObject({ by: 'Anna Ponte', cause: 'submitted' })
    expect(found?.missing).toEqual([])
    expect(found?.invitations.map(({ email }) => email)).toEqual(['open@studio.example'])
  })

  test('is null if it does not exist', async () => {
    expect(await findAccountForStaff(store.read, grant, 'nowhere')).toBeNull()
  })
})

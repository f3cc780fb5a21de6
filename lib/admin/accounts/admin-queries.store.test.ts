import { expect, test } from 'vitest'
import { buildInvitation, buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { findAccountForStaff } from './admin-queries.ts'

test('shows an account’s last author and its open invitations, if any', async () => {
  const store = await openTestStore()
  const made = await scenario(
    store,
    { studio: { alerts: ['anna'], people: { anna: 'owner' } } },
    { grace: 'support' },
  )
  await store.transact(async (tx) => {
    const invited = { accountId: made.studio.id, invitedBy: made.anna.id }
    await buildInvitation(tx, { ...invited, email: 'open@studio.example' })
    await buildInvitation(tx, { ...invited, email: 'revoked@studio.example', revokedAt: 1000 })
    await buildInvitation(tx, { ...invited, email: 'expired@studio.example', expiresAt: 1000 })
    const left = { ...invited, invitedBy: (await buildUser(tx)).id }
    await buildInvitation(tx, { ...left, email: 'inviter-gone@studio.example' })
  })
  const find = (slug: string) => findAccountForStaff(store.read, staffGrant(made.grace, 'support'), slug)
  const found = await find('studio')
  expect(found?.revision).toMatchObject({ by: 'Anna', cause: 'submitted' })
  expect(found?.invitations.map(({ email }) => email)).toEqual(['open@studio.example'])
  expect(await find('nowhere')).toBeNull()
})

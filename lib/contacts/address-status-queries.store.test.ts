import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { buildOpenAccount } from '#/db/seed/accounts.ts'
import { buildDelivery, buildMark, buildNotice } from '#/db/seed/notices.ts'
import { buildMember, buildStaff, buildUser } from '#/db/seed/people.ts'
import { grantStaff } from '#/lib/access/grants.ts'
import { indexUnindexed } from '#/lib/account-index/commands.ts'
import { findStanding } from '#/lib/accounts/queries.ts'
import { now } from '#/lib/clock.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { listAddressStatuses } from './address-status-queries.ts'

test('each address of an account with how it stands, since when, and what the mail server said', async () => {
  const store = await openTestStore()
  const grace = await store.transact(async (tx) => {
    const anna = await buildUser(tx, { email: 'Anna@studio.example' })
    const { account } = await buildOpenAccount(tx, { slug: 'studio', alerts: [anna.id] })
    await buildMember(tx, { accountId: account.id, userId: anna.id, createdAt: 500 })
    const notice = await buildNotice(tx, { accountId: account.id })
    const lastError = 'RCPT TO 550 5.1.1 no such user'
    const failed = { recipient: 'oncall@contacts.example', status: 'failed', lastError } as const
    const { id: deliveryId } = await buildDelivery(tx, notice, failed)
    await buildMark(tx, { address: 'oncall@contacts.example', deliveryId, markedAt: 900 })
    await buildMark(tx, { address: 'operations@contacts.example', deliveryId: null, markedAt: 800 })
    return buildStaff(tx)
  })
  await indexUnindexed(store)
  await store.transact((tx) =>
    tx
      .update(accountAddresses)
      .set({ confirmedAt: 700 })
      .where(eq(accountAddresses.addressKey, 'tech@contacts.example'))
      .then(),
  )
  const standing = await findStanding(store.read, { slug: 'studio' }, now())
  if (!standing) throw new Error('The account is gone.')
  const grant = grantStaff(actorOf(grace, 'support'), 'support')
  const found = await listAddressStatuses(store.read, grant, standing)
  const said = 'RCPT TO 550 5.1.1 no such user'
  expect(found.get('anna@studio.example')).toEqual({ status: 'confirmed', since: 500, member: true })
  expect(found.get('tech@contacts.example')).toEqual({ status: 'confirmed', since: 700, member: false })
  expect(found.get('support@contacts.example')).toMatchObject({ status: 'unconfirmed' })
  expect(found.get('oncall@contacts.example')).toEqual({
    ...{ status: 'bouncing', since: 900, code: '5.1.1', said },
  })
  expect(found.get('operations@contacts.example')).toMatchObject({ status: 'bouncing', said: '' })
})

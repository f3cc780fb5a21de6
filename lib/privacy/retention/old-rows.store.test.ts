import { expect, onTestFinished, test } from 'vitest'
import { contactDrafts } from '#/db/schema/accounts.ts'
import { invitations } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildDraft } from '#/seed/accounts.ts'
import { buildInvitation } from '#/seed/people.ts'
import { openTestStore } from '#/tests/store.ts'
import { deleteOld } from './old-rows.ts'

test('deletes drafts and dead invitations after the days of the setting, and nothing else', async () => {
  onTestFinished(() => moveClock(0))
  const store = await openTestStore()
  const at = now()
  await store.transact(async (tx) => {
    for (const age of [89, 91]) {
      const { id: accountId } = await buildAccount(tx)
      await buildDraft(tx, { accountId, savedBy: 'x', savedAt: at - age * day })
      const email = (what: string) => `${what}-${age}@x.example`
      const past = at - age * day
      await buildInvitation(tx, { accountId, email: email('expired'), expiresAt: past })
      await buildInvitation(tx, { accountId, email: email('revoked'), revokedAt: past })
      await buildInvitation(tx, { accountId, email: email('replaced'), replacedAt: past })
      await buildInvitation(tx, { accountId, email: email('accepted'), expiresAt: past, acceptedAt: past })
    }
  })
  const deleteAbandoned = async () => {
    await deleteOld(store, 'contactDrafts')
    await deleteOld(store, 'invitations')
  }
  const kept = async () => [
    await store.read.$count(contactDrafts),
    (await store.read.select().from(invitations)).map(({ email }) => email.split('@')[0]).sort(),
  ]
  await deleteAbandoned()
  expect(await kept()).toEqual([1, ['accepted-89', 'accepted-91', 'expired-89', 'replaced-89', 'revoked-89']])
  await store.transact((tx) => tx.insert(settings).values({ key: 'draftDays', value: 60 }))
  await deleteAbandoned()
  expect(await kept()).toEqual([0, ['accepted-89', 'accepted-91']])
})

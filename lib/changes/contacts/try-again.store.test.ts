import { beforeEach, expect, test } from 'vitest'
import { addressMarks } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { markAddress } from '#/lib/accounts/search/marks.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { tryAccountAgain } from './try-again.ts'

const slug = 'clinica'
const oncall = 'oncall@contacts.example'
const elsewhere = 'elsewhere@other.example'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

/** An account with two bouncing addresses, and a third elsewhere. */
async function arrange() {
  const people = await scenario(
    store,
    { account: { slug, people: { owner: 'owner' } } },
    { grace: 'support' },
  )
  await store.transact(async (tx) => {
    const content = completeContacts([people.owner.id])
    await buildRevision(tx, { accountId: people.account.id, savedBy: people.owner.id, content })
    for (const address of [oncall, people.owner.email, elsewhere])
      await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, 1)
  })
  return people
}

const as = (user: User) => grantStaff(actorOf(user, 'support'), 'support')
const marked = async () => (await store.read.select().from(addressMarks)).map(({ address }) => address)

test('staff let mail go again to all bouncing addresses of an account, and the audit log names each', async () => {
  expect(await tryAccountAgain(store, as(setting.grace), slug)).toBe(2)
  expect(await marked()).toEqual([elsewhere])
  const entries = await store.read.select().from(auditEntries)
  expect(entries.map(({ action, accountId }) => [action, accountId])).toEqual([
    ['contacts.tried-again', setting.account.id],
    ['contacts.tried-again', setting.account.id],
  ])
  expect(await tryAccountAgain(store, as(setting.grace), slug)).toBe(0)
})

test('is for staff alone, and all or nothing', async () => {
  await expect(tryAccountAgain(store, as(setting.owner), slug)).rejects.toMatchObject({ code: 'not-found' })
  const failing = failingOn(store, auditEntries)
  await expect(tryAccountAgain(failing, as(setting.grace), slug)).rejects.toThrow('disk full')
  await expect(tryAccountAgain(store, as(setting.grace), 'nobody')).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(await marked()).toHaveLength(3)
})

import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { recordProof } from './record-proof.ts'

const store = perTest(openTestStore)

test('confirms an address for the account that asked, and for no other that asked it too', async () => {
  const address = 'oncall@contacts.example'
  const { aurora, molo } = await scenario(store, { aurora: { alerts: [] }, molo: { alerts: [] } })
  await store.transact(async (tx) => {
    for (const { id: accountId } of [aurora, molo]) {
      await buildConfirmation(tx, { accountId, address, mailDueAt: 9 })
      await refreshSearchRow(tx, accountId)
    }
  })
  await store.transact((tx) => recordProof(tx, aurora.id, address))
  const confirmedAt = expect.any(Number)
  const ofAddress = async (accountId: string) => {
    const asked = store.read.select().from(confirmations).where(eq(confirmations.accountId, accountId))
    const rows = store.read.select().from(accountAddresses).where(eq(accountAddresses.accountId, accountId))
    return [await asked, (await rows).filter(({ addressKey }) => addressKey === address)]
  }
  const proved = [[{ confirmedAt, mailDueAt: null }], [{ confirmedAt }]]
  expect(await ofAddress(aurora.id)).toMatchObject(proved)
  const open = [[{ confirmedAt: null, mailDueAt: 9 }], [{ confirmedAt: null }]]
  expect(await ofAddress(molo.id)).toMatchObject(open)
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { accountId: aurora.id, action: 'contacts.confirmed' },
  ])
})

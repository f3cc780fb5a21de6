import { expect, test } from 'vitest'
import { staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { findAccountHead } from './account-head.ts'

test('counts notices, cases and notes of the account alone', async () => {
  const store = await openTestStore()
  const { grace } = await scenario(store, { aurora: { people: { anna: 'owner' } } }, { grace: 'support' })
  const head = await findAccountHead(store.read, staffGrant(grace, 'support'), 'aurora')
  expect(head).toMatchObject({ notices: { open: 0, overdue: 0, unroutable: 0 }, openCases: 0, notes: 0 })
})

import { expect, test } from 'vitest'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { needsWayOut } from './endpoints.ts'

test('a way out is needed where an endpoint beside text messages is there, or may be added', async () => {
  const store = await openTestStore()
  expect(await needsWayOut(store)).toBe(true)
  const ada = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
  const version = versionOf('endpoints', await readSettings(store.read))
  await saveSettings(store, staffGrant(ada, 'admin'), 'endpoints', { allowedKinds: [] }, version)
  const { id: accountId } = await store.transact((tx) => buildAccount(tx))
  const add = (kind: 'sms' | 'ntfy') => store.transact((tx) => buildEndpoint(tx, { accountId, kind }))
  await add('sms')
  expect(await needsWayOut(store)).toBe(false)
  await add('ntfy')
  expect(await needsWayOut(store)).toBe(true)
})

import { expect, test } from 'vitest'
import { openStore } from '#/db/store/index.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { copyMigratedStore, placeOlderStore } from '#/tests/older-store.ts'
import { listAllowedKinds } from './allowed-kinds.ts'
import { versionOf } from './groups.ts'
import { readSettings } from './queries.ts'

const before = 35

test('an upgraded store allows nothing until an admin chooses', async () => {
  const store = await openStore(await placeOlderStore(await copyMigratedStore('0.6.0', before), before))
  try {
    expect(await listAllowedKinds(store.read)).toEqual({ kinds: [], why: 'unchosen' })
    const ada = await store.transact((tx) => buildStaff(tx, { role: 'admin', email: 'zoe@desk.example' }))
    const version = versionOf('endpoints', await readSettings(store.read))
    await saveSettings(store, staffGrant(ada, 'admin'), 'endpoints', { allowedKinds: ['ntfy'] }, version)
    expect(await listAllowedKinds(store.read)).toEqual({ kinds: ['ntfy'], why: null })
  } finally {
    await store.close()
  }
})

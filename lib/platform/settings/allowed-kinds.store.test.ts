import { expect, test } from 'vitest'
import { auditEntries } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { copyMigratedStore, placeOlderStore } from '#/tests/older-store.ts'
import { openTestStore } from '#/tests/store.ts'
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

test('a new store allows what needs no gateway, until an admin clears it all', async () => {
  const store = await openTestStore()
  expect((await listAllowedKinds(store.read)).kinds).toContain('webhook')
  const ada = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
  const before = await readSettings(store.read)
  const save = () =>
    saveSettings(
      store,
      staffGrant(ada, 'admin'),
      'endpoints',
      { allowedKinds: [] },
      versionOf('endpoints', before),
    )
  await save()
  expect(await listAllowedKinds(store.read)).toEqual({ kinds: [], why: 'none-chosen' })
  const [entry] = await store.read.select().from(auditEntries)
  expect(entry).toMatchObject({
    action: 'settings.saved',
    subjectId: 'endpoints',
    before: { allowedKinds: before.allowedKinds },
    after: { allowedKinds: [] },
  })
  await expect(save()).rejects.toThrow('settings-changed')
})

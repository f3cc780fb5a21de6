import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { defaultRoute, readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { copyMigratedStore, placeOlderStore } from '#/tests/older-store.ts'
import { openStore } from './index.ts'

const before = 34

test.each([
  ['a route that admins can have changed', ''],
  ['no route of emergencies', "delete from routes where category = 'emergency'"],
  ['no routes at all', 'delete from routes'],
])('an upgraded store with %s repeats nothing', async (_, change) => {
  const file = await copyMigratedStore('0.6.0', before)
  const old = new Sqlite(file)
  old.exec(change)
  old.close()
  const store = await openStore(await placeOlderStore(file, before))
  try {
    await store.transact(seedShipped)
    const read = await readRoutes(store.read)
    expect(read.get('emergency')).toEqual({ ...defaultRoute('emergency'), repeatMinutes: 0 })
    const [row] = (await store.read.select().from(routes)).filter(({ category }) => category === 'emergency')
    expect(row).toMatchObject({ repeatMinutes: null, repeatMost: 6 })
  } finally {
    await store.close()
  }
})

import Sqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { integrationTypes } from '#/db/schema/accounts.ts'
import { copyMigratedStore, placeOlderStore } from '#/tests/older-store.ts'
import { openStore } from './index.ts'

const before = 30

test('an upgrade keeps the names of integration types in both languages', async () => {
  const file = await copyMigratedStore('0.6.0', before)
  const old = new Sqlite(file)
  old
    .prepare("update integration_types set name_en = ?, name_it = ? where id = 'things-to-do'")
    .run('“Things” \\ to do', 'Cose da fare: d’inverno')
  const kept = old.prepare('select id, merchant_issues, position from integration_types order by id').all()
  old.close()
  const store = await openStore(await placeOlderStore(file, before))
  try {
    const types = await store.read.select().from(integrationTypes).orderBy(integrationTypes.id)
    expect(
      types.map(({ id, merchantIssues, position }) => ({ id, merchant_issues: merchantIssues, position })),
    ).toEqual(kept)
    expect(types.find(({ id }) => id === 'local-services')?.names).toEqual({
      en: 'Local services',
      it: 'Servizi locali',
    })
    const [changed] = await store.read
      .select()
      .from(integrationTypes)
      .where(eq(integrationTypes.id, 'things-to-do'))
    expect(changed?.names).toEqual({ en: '“Things” \\ to do', it: 'Cose da fare: d’inverno' })
  } finally {
    await store.close()
  }
})

import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '#/db/store/index.ts'
import type { Store } from '#/db/store/store.ts'
import { keyScopes } from '#/db/words/people.ts'
import { revokeSourceKeys } from '#/lib/admin/sources/key-commands.ts'
import { grantSource, readSources } from '#/lib/identity/keys/queries.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { ensureDemoSource } from './demo-source.ts'

async function inStore<Result>(folder: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({ file: join(folder, 'recapito.sqlite') })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

test('gives the demo one source with every scope and a key file only for its owner', async () => {
  const folder = newTestFolder()
  const file = join(folder, 'demo-source-key')
  const key = await ensureDemoSource(folder, file)
  expect(readFileSync(file, 'utf8')).toBe(`${key}\n`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await ensureDemoSource(folder, file)).toBe(key)
  await inStore(folder, async ({ read }) => {
    expect(await readSources(read)).toMatchObject([{ name: 'demo', scopes: keyScopes }])
    for (const scope of keyScopes) expect(await grantSource(read, key, scope)).toHaveProperty('source')
  })
})

test('renews a key that is invalid in this store, and ends the source made before', async () => {
  const folder = newTestFolder()
  const file = join(folder, 'demo-source-key')
  const first = await ensureDemoSource(folder, file)
  rmSync(file)
  const second = await ensureDemoSource(folder, file)
  await inStore(folder, async (store) => {
    expect(await grantSource(store.read, first, 'events:write')).toBe('unknown-key')
    const usable = (await readSources(store.read)).filter(({ keys }) =>
      keys.some(({ revokedAt }) => revokedAt === null),
    )
    expect(usable).toHaveLength(1)
    await store.transact((tx) => revokeSourceKeys(tx, usable[0]?.id ?? '', null))
  })
  const third = await ensureDemoSource(folder, file)
  expect(new Set([first, second, third]).size).toBe(3)

  const fresh = newTestFolder()
  const fourth = await ensureDemoSource(fresh, file)
  expect(readFileSync(file, 'utf8')).toBe(`${fourth}\n`)
  expect(await inStore(fresh, ({ read }) => grantSource(read, fourth, 'events:write'))).toHaveProperty(
    'source',
  )
})

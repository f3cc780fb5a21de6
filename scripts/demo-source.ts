import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const name = 'demo'

/**
 * The key of the source "demo" of the store in `folder`: the one in `keyFile` if it is valid there, else a new one,
 * written to it for its owner only. Then revokes earlier such sources, because their keys are lost.
 */
export async function ensureDemoSource(folder: string, keyFile: string): Promise<string> {
  const { openStore } = await import('#/db/store/index.ts')
  const { keyScopes } = await import('#/db/words/people.ts')
  const { insertSource } = await import('#/lib/admin/sources/commands.ts')
  const { revokeSourceKeys } = await import('#/lib/admin/sources/key-commands.ts')
  const { grantSource, readSources } = await import('#/lib/identity/keys/queries.ts')
  const store = await openStore({ file: join(folder, 'recapito.sqlite') })
  try {
    const kept = readKey(keyFile)
    if (kept && typeof (await grantSource(store.read, kept, 'events:write')) === 'object') return kept
    const key = await store.transact(async (tx) => {
      for (const old of await readSources(tx)) {
        if (old.name === name && old.createdBy === null) await revokeSourceKeys(tx, old.id, null)
      }
      return (await insertSource(tx, { name, scopes: [...keyScopes] }, null)).key
    })
    rmSync(keyFile, { force: true })
    writeFileSync(keyFile, `${key}\n`, { mode: 0o600, flag: 'wx' })
    return key
  } finally {
    await store.close()
  }
}

function readKey(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

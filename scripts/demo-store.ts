import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './run.ts'

/**
 * Makes the folder's store and fills it with the demo programme, unless it already has people. Remakes a store that an
 * interrupted start left incomplete. Imports the store late: it chooses its engine by the environment.
 */
export async function fillDemoStore(folder: string): Promise<void> {
  process.chdir(root)
  mkdirSync(folder, { recursive: true })
  const { openStore } = await import('#/db/store/index.ts')
  const { users } = await import('#/db/schema/people.ts')
  const store = await openStore({ file: join(folder, 'recapito.sqlite') })
  try {
    if ((await store.read.$count(users)) > 0) return
    const { seedDemo } = await import('#/seed/demo/seed.ts')
    await seedDemo(store, Date.now())
  } finally {
    await store.close()
  }
}

export function removeStore(folder: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(resolve(folder, `recapito.sqlite${suffix}`), { force: true })
  }
}

import type { Store } from '#/db/store/store.ts'
import { storeFile } from '../e2e/server.ts'

export const intakeAccounts = 100

/** The address of an account's only member, its owner and alert contact. */
const memberOf = (number: number) => `member-${number}@intake.example`

export const slugOf = (number: number) => `intake-${number}`

/** Puts open accounts and an event source into the store in `folder`; answers the source's key. */
export async function fillIntakeStore(folder: string, accounts = intakeAccounts): Promise<string> {
  const { openStore } = await import('#/db/store/index.ts')
  const store = await openStore({ file: storeFile(folder) })
  try {
    return await addIntake(store, accounts)
  } finally {
    await store.close()
  }
}

/** As `fillIntakeStore`, into an open store of either engine. Imports late: the engine is fixed when modules load. */
export async function addIntake(store: Store, accounts: number): Promise<string> {
  const { buildOpenAccount } = await import('#/seed/accounts.ts')
  const { buildMember, buildUser } = await import('#/seed/people.ts')
  const { insertSource } = await import('#/lib/admin/sources/commands.ts')
  return store.transact(async (tx) => {
    for (let number = 0; number < accounts; number++) {
      const { id: userId } = await buildUser(tx, { email: memberOf(number) })
      const { account } = await buildOpenAccount(tx, { slug: slugOf(number), alerts: [userId] })
      await buildMember(tx, { accountId: account.id, userId })
    }
    const scopes = ['events:write', 'bounces:write', 'metrics:read'] as const
    return (await insertSource(tx, { name: 'bench', scopes: [...scopes] }, null)).key
  })
}

import { storeFile } from '../server.ts'

export const slugOf = (number: number) => `crash-${number}`

/** Puts open accounts and an event source into a new store in `folder`; answers the source's key. */
export async function fillCrashStore(folder: string, accounts: number): Promise<string> {
  const { openStore } = await import('#/db/store/index.ts')
  const { buildOpenAccount } = await import('#/db/seed/accounts.ts')
  const { buildMember, buildUser } = await import('#/db/seed/people.ts')
  const { insertSource } = await import('#/lib/sources/commands.ts')
  const store = await openStore({ file: storeFile(folder) })
  try {
    return await store.transact(async (tx) => {
      for (let number = 0; number < accounts; number++) {
        const { id: userId } = await buildUser(tx, { email: `member-${number}@crash.example` })
        const { account } = await buildOpenAccount(tx, { slug: slugOf(number), alerts: [userId] })
        await buildMember(tx, { accountId: account.id, userId })
      }
      return (await insertSource(tx, { name: 'crash', scopes: ['events:write'] }, null)).key
    })
  } finally {
    await store.close()
  }
}

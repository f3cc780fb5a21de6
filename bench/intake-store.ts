import { storeFile } from '../e2e/server.ts'

export const intakeAccounts = 100

/** The address of an account's only member, its owner and alert contact. */
const memberOf = (number: number) => `member-${number}@intake.example`

export const slugOf = (number: number) => `intake-${number}`

/** Puts open accounts and an event source into the store in `folder`; answers the source's key. */
export async function fillIntakeStore(folder: string, accounts = intakeAccounts): Promise<string> {
  const { openStore } = await import('#/db/store/index.ts')
  const { buildOpenAccount } = await import('#/seed/accounts.ts')
  const { buildMember, buildUser } = await import('#/seed/people.ts')
  const { insertSource } = await import('#/lib/admin/sources/commands.ts')
  const store = await openStore({ file: storeFile(folder) })
  try {
    return await store.transact(async (tx) => {
      for (let number = 0; number < accounts; number++) {
        const { id: userId } = await buildUser(tx, { email: memberOf(number) })
        const { account } = await buildOpenAccount(tx, { slug: slugOf(number), alerts: [userId] })
        await buildMember(tx, { accountId: account.id, userId })
      }
      return (await insertSource(tx, { name: 'bench', scopes: ['events:write', 'bounces:write'] }, null)).key
    })
  } finally {
    await store.close()
  }
}

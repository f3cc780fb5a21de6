import type { Store } from '#/db/store/store.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { buildRevision, buildTeam, completeContacts } from '#/seed/accounts.ts'
import { buildStaff } from '#/seed/people.ts'
import type { Filled } from './commands.ts'
import { addressesOf, slugs, staffAddress } from './contacts.ts'

/** Fills an empty store with the accounts of the run, two sources, and somebody on the staff. */
export function fillStore(store: Store): Promise<Filled> {
  return store.transact(async (tx) => {
    const accounts: Record<string, string> = {}
    for (const slug of slugs) {
      const people = { anna: 'editor', olga: 'owner' } as const
      const { account, people: made } = await buildTeam(tx, { slug, alerts: ['anna'], people })
      accounts[account.id] = slug
      const { technical, emergency } = addressesOf(slug)
      const named = (addresses: string[]) =>
        addresses.map((address) => ({ address, label: '', locale: null }))
      const content = completeContacts([made.anna.id], {
        technical: named(technical),
        'technical-emergency': named(emergency),
      })
      await buildRevision(tx, { accountId: account.id, savedBy: made.olga.id, content })
    }
    const { id: staffId } = await buildStaff(tx, { email: staffAddress })
    const keys: string[] = []
    for (const name of ['monitoring', 'shop'])
      keys.push((await insertSource(tx, { name, scopes: ['events:write', 'bounces:write'] }, null)).key)
    return { keys, staffId, accounts }
  })
}

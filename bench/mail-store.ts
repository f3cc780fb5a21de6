import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeFile } from '../e2e/server.ts'

const eventsPerAccount = 10

/** Makes a store with so many mails of notices ready to send, each to one address; answers its folder. */
export async function makeMailStore(mails: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-mail-'))
  const { openStore } = await import('#/db/store/index.ts')
  const { buildOpenAccount } = await import('#/seed/accounts.ts')
  const { buildMember, buildUser } = await import('#/seed/people.ts')
  const { insertSource } = await import('#/lib/admin/sources/commands.ts')
  const { grantSource } = await import('#/lib/identity/keys/queries.ts')
  const { ingestEvents } = await import('#/lib/notices/intake/ingest-events.ts')
  const store = await openStore({ file: storeFile(folder) })
  const accounts = mails / eventsPerAccount
  const key = await store.transact(async (tx) => {
    for (let number = 0; number < accounts; number++) {
      const { id: userId } = await buildUser(tx, { email: `member-${number}@mail.example` })
      const { account } = await buildOpenAccount(tx, { slug: `mail-${number}`, alerts: [userId] })
      await buildMember(tx, { accountId: account.id, userId })
    }
    return (await insertSource(tx, { name: 'bench', scopes: ['events:write'] }, null)).key
  })
  const grant = await grantSource(store.read, key, 'events:write')
  if (typeof grant === 'string') throw new Error(`The key was refused: ${grant}.`)
  for (let number = 0; number < accounts; number++) {
    const events = Array.from({ length: eventsPerAccount }, (_, place) => ({
      account: `mail-${number}`,
      category: 'production-alert' as const,
      environment: 'production' as const,
      action: 'trigger' as const,
      dedupKey: `alert-${place}`,
      summary: 'Feed error rate 23 %',
      details: '412 of 1,790 requests for availability failed.',
      meaning: 'Users see no free slots.',
      remedy: 'Check the certificate of the feed server.',
      severity: 'error' as const,
      occurredAt: null,
      links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
    }))
    await ingestEvents(store, grant, { format: 'native', events })
  }
  await store.close()
  return folder
}

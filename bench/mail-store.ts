import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '#/db/store/store.ts'
import { storeFile } from '../e2e/server.ts'
import { fillIntakeStore, slugOf } from './intake-store.ts'

const eventsPerAccount = 10

/** Makes a store with so many mails of notices ready to send, each to one address; answers its folder. */
export async function makeMailStore(mails: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-mail-'))
  const { openStore } = await import('#/db/store/index.ts')
  const key = await fillIntakeStore(folder, mails / eventsPerAccount)
  const store = await openStore({ file: storeFile(folder) })
  await queueMails(store, key, mails)
  await store.close()
  return folder
}

/** Queues so many mails in an open store of either engine, ten for each account of the intake. */
export async function queueMails(store: Store, key: string, mails: number): Promise<void> {
  const { grantSource } = await import('#/lib/identity/keys/queries.ts')
  const { ingestEvents } = await import('#/lib/notices/intake/ingest-events.ts')
  const grant = await grantSource(store.read, key, 'events:write')
  if (typeof grant === 'string') throw new Error(`The key was refused: ${grant}.`)
  for (let number = 0; number < mails / eventsPerAccount; number++) {
    const events = Array.from({ length: eventsPerAccount }, (_, place) => ({
      account: slugOf(number),
      category: 'production-alert' as const,
      environment: 'production' as const,
      action: 'trigger' as const,
      dedupKey: `alert-${place}`,
      summary: 'Feed error rate 23%',
      details: '412 of 1,790 requests for availability failed.',
      meaning: 'Users see no free slots.',
      remedy: 'Check the certificate of the feed server.',
      severity: 'error' as const,
      occurredAt: null,
      links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
    }))
    await ingestEvents(store, grant, { format: 'native', events })
  }
}

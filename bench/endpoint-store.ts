import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameOutside } from '../e2e/endpoints/outside.ts'
import { storeFile } from '../e2e/server.ts'
import { fillIntakeStore, slugOf } from './intake-store.ts'

/** What a storm leaves single (docs/specification/notices.md). */
const perHour = 10

/**
 * `hooks`: accounts with a webhook, the first ones; `hung`: how many of them never answer; `waiting`: messages for each;
 * `mailIn`: the seconds after which their mail is due; without it there is none.
 */
type Given = {
  accounts: number
  hooks: number
  hung?: number
  waiting?: number
  /** Of the messages that wait: emergencies have a queue of their own. */
  category?: Category
  mailIn?: number
  port: number
}

export const hostOf = (number: number) => nameOutside(`hook-${number}`)

/** Makes a store whose first accounts have a webhook each, with messages that wait for them; answers its folder and the event source's key. */
export async function makeEndpointStore({
  accounts,
  hooks,
  hung = 0,
  waiting = 0,
  category = 'production-alert',
  mailIn,
  port,
}: Given) {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-endpoints-'))
  const eventsKey = await fillIntakeStore(folder, accounts)
  const { openStore } = await import('#/db/store/index.ts')
  const { inArray } = await import('drizzle-orm')
  const { outbox } = await import('#/db/schema/mail.ts')
  const { notices } = await import('#/db/schema/notices.ts')
  const { mailLanes } = await import('#/db/words/mail.ts')
  const { hour, moveClock, second } = await import('#/lib/platform/values/clock.ts')
  const store = await openStore({ file: storeFile(folder) })
  const hours = waiting / perHour
  // The endpoints are older than what waits for them.
  moveClock(-(hours + 1) * hour)
  await addHooks(
    store,
    hooks,
    (number) => `https://${hostOf(number)}:${port}/${number < hung ? 'hang/' : ''}`,
  )
  const concerned = mailIn === undefined ? hung || hooks : accounts
  // Forward in time, so that no hour sees a storm.
  for (let left = hours; left > 0; left--) {
    moveClock(-left * hour)
    await report(store, eventsKey, { accounts: concerned, turn: left, category })
  }
  moveClock(0)
  const isMail = inArray(outbox.lane, mailLanes)
  await store.transact(async (tx) => {
    // Neither repeats nor escalations come beside them.
    await tx.update(notices).set({ repeatAt: null, escalateAt: null })
    if (mailIn === undefined) await tx.delete(outbox).where(isMail)
    else
      await tx
        .update(outbox)
        .set({ dueAt: Date.now() + mailIn * second })
        .where(isMail)
  })
  await store.close()
  return { folder, key: eventsKey }
}

type Category = 'production-alert' | 'emergency'
type Store = Awaited<ReturnType<typeof import('#/db/store/index.ts')['openStore']>>

async function addHooks(store: Store, hooks: number, urlOf: (number: number) => string): Promise<void> {
  const { eq } = await import('drizzle-orm')
  const { accounts, contactRevisions } = await import('#/db/schema/accounts.ts')
  const { routedFields } = await import('#/db/words/accounts.ts')
  const { plantEndpoints } = await import('#/seed/endpoints.ts')
  const { hookAt } = await import('../e2e/endpoints/hook-at.ts')
  await store.transact(async (tx) => {
    for (let number = 0; number < hooks; number++) {
      const [account] = await tx
        .select({ accountId: accounts.id, savedBy: contactRevisions.savedBy })
        .from(accounts)
        .innerJoin(contactRevisions, eq(contactRevisions.accountId, accounts.id))
        .where(eq(accounts.slug, slugOf(number)))
      if (!account) throw new Error('There is no such account.')
      await plantEndpoints(tx, { ...account, fields: routedFields }, [hookAt(urlOf(number))])
    }
  })
}

async function report(
  store: Store,
  key: string,
  { accounts, turn, category }: { accounts: number; turn: number; category: Category },
): Promise<void> {
  const { grantSource } = await import('#/lib/identity/keys/queries.ts')
  const { ingestEvents } = await import('#/lib/notices/intake/ingest-events.ts')
  const grant = await grantSource(store.read, key, 'events:write')
  if (typeof grant === 'string') throw new Error(`The key was refused: ${grant}.`)
  for (let number = 0; number < accounts; number++) {
    const events = Array.from({ length: perHour }, (_, place) => ({
      ...({ account: slugOf(number), category, environment: 'production' } as const),
      ...({ action: 'trigger', dedupKey: `alert-${turn}-${place}`, summary: 'Feed error rate 23%' } as const),
      ...{ details: '412 of 1,790 requests for availability failed.', meaning: '', remedy: '' },
      ...({ severity: 'error', occurredAt: null } as const),
      links: [],
    }))
    await ingestEvents(store, grant, { format: 'native', events })
  }
}

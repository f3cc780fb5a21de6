import { asc, desc, eq } from 'drizzle-orm'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { addEndpoint, type NewEndpoint } from '#/lib/changes/contacts/endpoint-commands.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts, type SeededAccount } from '#/seed/accounts.ts'
import type { SeededUser } from '#/seed/people.ts'
import { signedIn } from './actors.ts'
import { startEndpoints } from './endpoint-setting.ts'
import { eventually } from './eventually.ts'
import { scenario } from './scenario.ts'
import { openTestStore } from './store.ts'

export const hook = 'https://hooks.example.net/secret-path'

/** What an editor types for a webhook. */
export function newWebhook(given: Partial<NewEndpoint> = {}): NewEndpoint {
  return {
    ...{ id: newId(), kind: 'webhook', environment: 'production', label: 'Rota', locale: null },
    ...{ fields: ['technical-emergency'], typed: { url: hook, header: 'X-Token: secret-token' } },
    ...given,
  }
}

/** Levante with its complete contacts, an owner and a viewer who have just signed in, and staff. */
export async function openEndpointSetting() {
  const store = await openTestStore()
  const team = { elena: 'owner', vera: 'viewer' } as const
  const made = await scenario(
    store,
    { levante: { name: 'Levante', firstCompleteAt: 1, people: team }, molo: {} },
    { ada: 'support' },
  )
  const { levante: account, elena } = made
  const content = completeContacts([elena.id])
  await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: elena.id, content }))
  const ofAccount = eq(endpoints.accountId, account.id)
  let sending: ReturnType<typeof startEndpoints> | undefined
  let returned = 0
  return {
    ...{ store, account, ...made },
    /** As their page has it; each call signs in anew. */
    grant: (user: SeededUser = elena) => grantFor(store, account, user),
    async add(given: Partial<NewEndpoint> = {}) {
      const one = newWebhook(given)
      const secret = await addEndpoint(store, await grantFor(store, account, elena), one)
      return { id: one.id, secret }
    },
    rows: () => store.read.select().from(endpoints).where(ofAccount).orderBy(asc(endpoints.createdAt)),
    async contacts() {
      const of = eq(contactRevisions.accountId, account.id)
      const [last] = await store.read
        .select()
        .from(contactRevisions)
        .where(of)
        .orderBy(desc(contactRevisions.version))
      return last
    },
    async draft() {
      const [draft] = await store.read
        .select()
        .from(contactDrafts)
        .where(eq(contactDrafts.accountId, account.id))
      return draft?.values ?? null
    },
    audit: () =>
      store.read
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.accountId, account.id))
        .orderBy(asc(auditEntries.id)),
    /** Sends what waits; returns the codes that endpoints got since the last call, in order. */
    async codes(atLeast = 1): Promise<string[]> {
      // Of two workers either could send them.
      sending ??= startEndpoints(store)
      const { requests } = await sending
      const list = () =>
        requests.flatMap(({ json }) => (json.data as { code?: string })?.code ?? []).slice(returned)
      await eventually(() => {
        if (list().length < atLeast) throw new Error('The code is on its way.')
      })
      const codes = list()
      returned += codes.length
      return codes
    },
  }
}

async function grantFor(store: Store, account: SeededAccount, user: SeededUser) {
  return grantAccount(store.read, await signedIn(store, user.id), { id: account.id }, 'editor')
}

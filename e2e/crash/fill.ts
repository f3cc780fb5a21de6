import { routes } from '#/db/schema/notices.ts'
import { settings } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import type { Writer } from '#/db/store/store.ts'
import { endpointFields } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { sealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { storePicture } from '#/lib/platform/look/pictures.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildOpenAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildEndpoint, entryOf } from '#/seed/endpoints.ts'
import { buildMember, buildUser } from '#/seed/people.ts'
import { logo, look, vector } from './logo.ts'
import { memberOf, slugOf } from './store.ts'

/** `node e2e/crash/fill.ts <file> <accounts> [hooks]`: prints the event source's key. `hooks`: where each account's webhook is. */
const [file = '', accounts = '', hooks = ''] = process.argv.slice(2)
const store = await openStore(env.DATABASE_URL ? { url: env.DATABASE_URL } : { file })
const { key } = await store.transact(async (tx) => {
  for (let number = 0; number < Number(accounts); number++) {
    const { id: userId } = await buildUser(tx, { email: memberOf(number) })
    const { account } = await buildOpenAccount(tx, { slug: slugOf(number), alerts: [userId] })
    await buildMember(tx, { accountId: account.id, userId })
    if (hooks) await addHook(tx, account.id, userId)
  }
  // Clocks move forward by hours, so escalation and repeats must be off.
  await tx.update(routes).set({ repeatMinutes: 0 })
  await tx.insert(settings).values({ key: 'escalationMinutes', value: 1440 }).onConflictDoNothing()
  for (const picture of [logo, vector]) await storePicture(tx, picture)
  for (const [key, value] of Object.entries(look)) await tx.insert(settings).values({ key, value })
  return insertSource(tx, { name: 'crash', scopes: ['events:write'] }, null)
})
await store.close()
process.stdout.write(`${key}\n`)

/** A webhook that gets everything the account gets. */
async function addHook(tx: Writer, accountId: string, savedBy: string): Promise<void> {
  const id = newId()
  const config = { url: hooks + id, secret: `whsec_${'c2Vj'.repeat(8)}` }
  const host = new URL(hooks).hostname
  const sealed = sealEndpoint(id, { config })
  const endpoint = await buildEndpoint(tx, { id, accountId, kind: 'webhook', host, hint: host, sealed })
  const entries = Object.fromEntries(endpointFields.map((field) => [field, [entryOf(endpoint)]]))
  const content = completeContacts([savedBy], { endpoints: entries })
  await buildRevision(tx, { accountId, savedBy, content })
}

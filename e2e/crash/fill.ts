import { routes } from '#/db/schema/notices.ts'
import { settings } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { routedFields } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { storePicture } from '#/lib/platform/look/pictures.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { plantEndpoints } from '#/seed/endpoints.ts'
import { buildMember, buildUser } from '#/seed/people.ts'
import { hookAt } from '../endpoints/hook-at.ts'
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
    const listing = { accountId: account.id, savedBy: userId, fields: routedFields }
    if (hooks) await plantEndpoints(tx, listing, [hookAt(hooks)])
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

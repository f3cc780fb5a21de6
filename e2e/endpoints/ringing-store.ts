import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { notices } from '#/db/schema/notices.ts'
import { openStore } from '#/db/store/index.ts'
import { exclusive, type Writer } from '#/db/store/store.ts'
import type { RoutedField } from '#/db/words/accounts.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { drillUnlessWaiting } from '#/lib/notices/drills/send-drill.ts'
import { sealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { plantEndpoints } from '#/seed/endpoints.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { known } from '#/tests/known.ts'
import { storeFile } from '../server.ts'
import { hookAt, hookSecret } from './hook-at.ts'
import { outside } from './outside.ts'

const secrets = { first: hookSecret, second: `whsec_${'c2Vj'.repeat(8)}` }

/** A store with three accounts: `ringing` has a topic of ntfy and a phone number, `rotating` and `silent` a webhook. */
export async function openRingingStore(folder: string, at: { ntfy: string; hooks: string }) {
  const store = await openStore({ file: storeFile(folder) })
  const { key, staff, hook } = await store.transact(async (tx) => {
    await addAccount(tx, 'ringing', 'technical-emergency', [
      {
        kind: 'ntfy',
        config: { server: at.ntfy, topic: 'oncall' },
        host: outside.ntfy,
        label: 'On call',
      },
      { kind: 'sms', config: { number: '+393331234567' }, host: 'gateway' },
    ])
    await addAccount(tx, 'silent', 'technical-emergency', [hookAt(at.hooks)])
    const hook = hookAt(at.hooks)
    await addAccount(tx, 'rotating', 'alerts', [hook])
    const staff = await buildStaff(tx, { role: 'support' })
    return { ...(await insertSource(tx, { name: 'ringing', scopes: ['events:write'] }, null)), staff, hook }
  })
  const findAccount = async (slug: string) =>
    (await store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0]
  return {
    key,
    secrets,
    /** Rotates the webhook's secret, or sets how long (milliseconds) the old one is still valid. */
    rotate: (overlap: number) =>
      store.transact(async (tx) => {
        const previous = [{ secret: secrets.first, until: Date.now() + overlap }]
        const sealed = sealEndpoint(hook.id, { config: { ...hook.config, secret: secrets.second }, previous })
        await tx.update(endpoints).set({ sealed }).where(eq(endpoints.id, hook.id))
      }),
    drill: (slug: string) =>
      store.transact(async (tx) => {
        const account = known(
          (await tx.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug)))[0],
        )
        return drillUnlessWaiting(tx, account, { by: staff.id }, async () => undefined)
      }, exclusive),
    stateOf: async (summary: string) =>
      (await store.read.select().from(notices).where(eq(notices.summary, summary)))[0]?.state,
    /** Milliseconds of the last drill, or null. */
    reachedAfter: async (slug: string) => (await findAccount(slug))?.reachedAfter ?? null,
    close: () => store.close(),
  }
}

/** A live account with these endpoints in a field, beside its addresses. */
async function addAccount(
  tx: Writer,
  slug: string,
  field: RoutedField,
  given: Parameters<typeof plantEndpoints>[2],
) {
  const { id: alerts } = await buildUser(tx, { email: `${slug}@ringing.example` })
  const { account } = await buildOpenAccount(tx, { slug, alerts: [alerts], defaultLocale: 'en' })
  await buildMember(tx, { accountId: account.id, userId: alerts })
  await plantEndpoints(tx, { accountId: account.id, savedBy: alerts, fields: [field] }, given)
}

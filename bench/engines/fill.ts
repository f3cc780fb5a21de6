import { encode } from 'next-auth/jwt'
import { accounts as accountRows } from '#/db/schema/accounts.ts'
import { openStore } from '#/db/store/index.ts'
import { storeLocation } from '#/lib/platform/store/store.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildMember, buildSession, buildUser } from '#/seed/people.ts'
import { authSecret } from '../../e2e/server.ts'
import { sessionCookieName } from '../../e2e/site.ts'
import { addIntake } from '../intake-store.ts'
import { queueMails } from '../mail-store.ts'

/**
 * `node bench/engines/fill.ts <accounts> <mails>` fills the environment's store, of either engine: accounts that take
 * events, mails that are due, and a person whose account is at the gate. Prints the source's key, the person's cookie
 * and the gate's path as JSON.
 */
const slug = 'bench-gate'
const store = await openStore(storeLocation())
const [accounts, mails] = process.argv.slice(2).map(Number)
const key = await addIntake(store, accounts ?? 0)
// As in a store that has run for some days: to date thousands of accounts is a job of its own.
const far = Date.now() + 30 * 86_400_000
const dates = { drillDueAt: far, checkDueAt: far, checkMailDueAt: far }
await store.transact((tx) => tx.update(accountRows).set(dates))
await queueMails(store, key, mails ?? 0)
const session = await store.transact(async (tx) => {
  const user = await buildUser(tx, { email: 'owner@bench.example' })
  const account = await buildAccount(tx, { slug })
  await buildMember(tx, { accountId: account.id, userId: user.id })
  return buildSession(tx, { userId: user.id })
})
await store.close()
const token = await encode({ token: { sid: session.id }, secret: authSecret, maxAge: 86_400 })
const cookie = `${sessionCookieName}=${token}`
process.stdout.write(JSON.stringify({ key, cookie, gate: `/accounts/${slug}/onboarding` }))

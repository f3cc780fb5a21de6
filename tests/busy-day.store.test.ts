import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { POST as createAccount } from '#/app/api/v1/accounts/route.ts'
import { POST as takeBounce } from '#/app/api/v1/bounces/route.ts'
import { POST as acceptEvents } from '#/app/api/v1/events/route.ts'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { outbox } from '#/db/schema/mail.ts'
import { bounceReports } from '#/db/schema/notices.ts'
import { invitations, users } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { endpointKinds } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { answerCase, openCase } from '#/lib/cases/commands.ts'
import { closeAccount } from '#/lib/changes/closing/commands.ts'
import { inviteMembers } from '#/lib/changes/invitations/commands.ts'
import { removeMember } from '#/lib/changes/members/commands.ts'
import { redeemCode, redeemLink, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { startJobs } from '#/lib/platform/jobs/scheduler.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { buildUser } from '#/seed/people.ts'
import { actorOf } from './actors.ts'
import { ask, keyWith } from './endpoint.ts'
import { openEndpoints } from './endpoint-setting.ts'
import { readFixture } from './event-fixtures.ts'
import { eventually } from './eventually.ts'
import { known } from './known.ts'
import { startSending, waitUntilSent } from './mail.ts'
import { recordLog } from './recorded-log.ts'
import { openTestStore } from './store.ts'

const slug = 'poliambulatorio-levante'
const elena = 'elena@levante.example'
const paolo = 'paolo@levante.example'
const stranger = 'nobody.known@elsewhere.example'
const network = '203.0.113.77'
const visitor = { userAgent: 'Elena’s telephone', locale: 'en' } as const
/** What people and senders wrote. */
const typed = 'Ms Quasimodo of room 12 waits'

/** A mail server that names the refused address, as real ones do. */
function answerFor(address: string): string | undefined {
  if (address.startsWith('paolo')) return `550 5.1.1 <${address}>: no such user`
  if (address.startsWith('oncall')) return `451 4.3.0 <${address}> Paolo Greco is busy`
}

test('a busy day puts nothing personal and no secret into the log and the metrics', async () => {
  const lines = recordLog()
  const store = await openTestStore()
  await seedDemo(store, now())
  const people = await listPeople(store)
  const { transport } = openEndpoints(store)
  const { relay } = await startSending(store, { recipient: answerFor }, { poll: 10 }, [transport])
  const key = await keyWith(store, 'events:write', 'accounts:write', 'bounces:write')
  const secrets = [key]

  await runAs(network, async () => {
    secrets.push(...(await signIn()))
    expect(await ask(acceptEvents, { key, body: eventFor(slug) })).toMatchObject({ status: 202 })
    await ask(acceptEvents, { key, body: eventFor(stranger) })
    await ask(acceptEvents, { key, body: `{"account": "${stranger}", ` })
    await ask(acceptEvents, { key: `${key}x`, body: eventFor(slug) })
    const account = {
      name: 'New partner',
      integrationType: 'healthcare-appointments',
      defaultLanguage: 'en',
      owner: { email: stranger },
    }
    expect(await ask(createAccount, { key, body: account })).toMatchObject({ status: 201 })
    const headers = { 'content-type': 'message/rfc822' }
    await ask(takeBounce, { key, headers, body: readFixture('bounce-postfix.eml') })
    await work()
  })
  await passHours()
  people.push(...(await listPeople(store)))
  const metrics = (await readMetrics(store.read)).text
  const said = [...lines, metrics].join('\n').toLowerCase()

  // The day must have been busy, failures included.
  const events = new Set(lines.map((line) => JSON.parse(line)).map(({ event, msg }) => event ?? msg))
  expect([...events]).toEqual(
    expect.arrayContaining([
      ...['signed-in', 'wrong-code', 'wrong-link', 'wrong-key', 'limit-reached', 'acted'],
      ...['mail tried', 'mail not accepted', 'periodic job failed'],
    ]),
  )
  expect(metrics).toContain('recapito_deliveries_total')
  expect(people).toEqual(expect.arrayContaining([elena, stranger, 'elena marchetti', 'marchetti']))
  const told = new Set([...people, ...secrets, typed, network, visitor.userAgent])
  expect([...told].filter((one) => stands(one, said))).toEqual([])
  expect(stands('marchetti', `${said} by Marchetti`.toLowerCase())).toBe(true)

  /** Signs in with a wrong code, too often, and correctly; answers the mailed code and link. */
  async function signIn(): Promise<string[]> {
    const id = await requestSignIn(store, elena, visitor)
    const mail = await eventually(() =>
      known(relay.received.find(({ recipients }) => recipients.includes(elena))),
    )
    const code = /\b\d{8}\b/.exec(mail.text ?? '')?.[0] ?? ''
    const token = /sign-in\/link\S*?([\w-]{22,})/.exec(mail.text ?? '')?.[1] ?? ''
    expect([code.length, token.length > 20]).toEqual([8, true])
    await redeemCode(store, id, code === '00000000' ? '11111111' : '00000000', visitor).catch(() => null)
    await redeemLink(store, `${token}x`, visitor).catch(() => null)
    await redeemCode(store, id, code, visitor)
    for (let asked = 0; asked <= limits['sign-in-address-network'].most; asked++)
      await requestSignIn(store, stranger, visitor).catch(() => null)
    return [code, token]
  }

  /** What members and staff do. */
  async function work(): Promise<void> {
    const owner = await grantAccount(store.read, actorOf(await userOf(elena)), { slug }, 'owner')
    const [admin, editor] = [await userOf('admin@actions-desk.example'), await userOf(paolo)]
    const staff = grantStaff(actorOf(admin, 'admin'), 'admin')
    await inviteMembers(store, owner, { emails: [stranger], role: 'viewer', locale: 'en' })
    const about = { category: 'other', situation: null, environment: 'production', follows: null } as const
    const number = await openCase(store, owner, {
      ...about,
      key: randomUUID(),
      subject: typed,
      text: `${typed}: write to ${stranger}`,
    })
    await answerCase(store, owner, { key: randomUUID(), number, text: typed })
    await removeMember(store, owner, { userId: editor.id, asked: true })
    await closeAccount(store, staff, { slug: 'clinica-aurora', reason: typed })
    await eraseAddress(store, staff, paolo)
  }

  /** Runs all jobs every few hours, and one whose write fails with an error that names a stored value. */
  async function passHours(): Promise<void> {
    const again = async () =>
      void (await store.transact((tx) => buildUser(tx, { email: elena, name: typed })))
    const failing = startJobs(store, [{ name: 'failing', every: hour, run: again }])
    const stopping = new AbortController().signal
    for (let hours = 0; hours <= 24; hours += 6) {
      moveClock(hours * hour)
      await runAs('portal', () => Promise.all(periodicJobs.map((job) => job.run(store, stopping))))
    }
    await waitUntilSent(store)
    await failing.stop()
  }

  async function userOf(email: string) {
    return known((await store.read.select().from(users).where(eq(users.emailKey, email)))[0])
  }
})

function eventFor(account: string): object {
  return {
    account,
    category: 'production-alert',
    environment: 'production',
    action: 'trigger',
    dedupKey: stranger,
    summary: typed,
    details: `Ask ${stranger}`,
  }
}

/** Every address in the store, and every name with its parts, in lower case. */
async function listPeople({ read }: Store): Promise<string[]> {
  const all = [
    ...(await read.select({ email: users.email, name: users.name }).from(users)),
    ...(await read.select({ address: accountAddresses.address }).from(accountAddresses)),
    ...(await read.select({ email: invitations.email }).from(invitations)),
    ...(await read.select({ recipient: outbox.recipient }).from(outbox)),
    ...(await read.select({ recipient: bounceReports.recipient }).from(bounceReports)),
  ].flatMap((row) => Object.values(row))
  const parts = all.filter((text) => !text.includes('@')).flatMap((name) => name.split(/\s+/))
  return [...new Set([...all, ...parts].map((text) => text.toLowerCase()))].filter(
    // Metrics say the kind of an endpoint, and nothing more of it.
    (text) => text.length > 2 && text !== 'erased' && !endpointKinds.some((kind) => kind === text),
  )
}

/** Whether the output contains a text, or a name as a whole word. */
function stands(text: string, said: string): boolean {
  return new RegExp(`(?<![a-z])${RegExp.escape(text.toLowerCase())}(?![a-z])`, 'u').test(said)
}

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { and, inArray, like } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { writeBackup } from '#/db/backup/backup.ts'
import { outbox } from '#/db/schema/mail.ts'
import { openStore } from '#/db/store/index.ts'
import type { StoreLocation } from '#/db/store/store.ts'
import { type EndpointKind, endpointKinds } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { exportAudit } from '#/lib/admin/audit/export.ts'
import { inviteMembers } from '#/lib/changes/invitations/commands.ts'
import { requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { exportPersonalData } from '#/lib/privacy/erasure/export.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { plantEndpoints } from '#/seed/endpoints.ts'
import { buildMember, buildSession } from '#/seed/people.ts'
import { startEndpoints } from './endpoint-setting.ts'
import { eventually } from './eventually.ts'
import { dumpRows } from './every-table.ts'
import { newTestFolder } from './folder.ts'
import { known } from './known.ts'
import { startSending } from './mail.ts'
import { openNoticeSetting } from './notice-setting.ts'
import { recordLog } from './recorded-log.ts'
import { newTestLocation } from './store.ts'

test('waiting rows and the store’s files after sending contain no mailed code or link', async () => {
  const location = await newTestLocation()
  const store = await openStore(location)
  onTestFinished(() => store.close())
  const session = await store.transact(async (tx) => {
    const account = await buildAccount(tx, { slug: 'clinica' })
    const { user } = await buildMember(tx, { accountId: account.id, email: 'owner@clinica.example' })
    return buildSession(tx, { userId: user.id })
  })
  const actor = known(await findActor(store.read, session.id, now()))

  const browser = { userAgent: '', locale: 'en' } as const
  for (let asked = 0; asked < 5; asked++) await requestSignIn(store, actor.user.email, browser, null)
  await requestAddressChange(store, actor, 'new@clinica.example', 'en')
  const owner = await grantAccount(store.read, actor, { slug: 'clinica' }, 'owner')
  await inviteMembers(store, owner, { emails: ['guest@clinica.example'], role: 'viewer', locale: 'en' })
  const waiting = Buffer.from(JSON.stringify(await store.read.select().from(outbox)))

  const { relay } = await startSending(store)
  await eventually(async () => {
    const settled = (await store.read.select().from(outbox)).map(({ status }) => status)
    expect(settled).toEqual(Array(7).fill('accepted'))
  })
  const texts = relay.received.map(({ text }) => text ?? '')
  const links = texts.flatMap((text) => text.match(/(?<=\/(?:sign-in\/link|invitations)\/)[\w-]{43}/) ?? [])
  const codes = texts.flatMap((text) => text.match(/\b\d{4} ?\d{4}\b/) ?? [])
  expect([links.length, codes.length]).toEqual([6, 6])

  const kept = [waiting, ...readFiles(location)]
  // Quoted, because bare digits may be part of a time.
  const secrets = [...links, ...codes.map((code) => `"${code.replace(' ', '')}"`)]
  for (const secret of secrets) expect(kept.filter((bytes) => bytes.includes(secret))).toHaveLength(0)
})

/** What people type and what we make for endpoints of each kind; `hint` and `host` alone are readable. */
const config: Record<EndpointKind, Record<string, string>> = {
  webhook: {
    url: 'https://hooks.example.net/hook-target-1',
    secret: 'whsec_c2VjcmV0LXdlYmhvb2stMg==',
    header: 'X-Token: header-secret-3',
  },
  pagerduty: { routingKey: 'routing-key-4', webhookSecret: 'webhook-secret-5' },
  ntfy: { server: 'https://ntfy.example.net/', topic: 'topic-target-6', access: 'tk_token7' },
  slack: { url: 'https://chat.example.net/slack-target-8' },
  teams: { url: 'https://chat.example.net/teams-target-9' },
  'google-chat': { url: 'https://chat.example.net/google-target-10' },
  sms: { number: '+393331234567' },
}
const readable = ['https://ntfy.example.net/']

test.each([202, 500, 404])(
  'after endpoints answered %i, store, backup, log, audit and exports contain no target or secret of them',
  async (status) => {
    const lines = recordLog()
    const location = await newTestLocation()
    const store = await openStore(location)
    onTestFinished(() => store.close())
    const { account, ...tools } = await openNoticeSetting({ in: store })
    const where = { host: 'chat.example.net', hint: '567' }
    const given = endpointKinds.map((kind) => ({ kind, config: config[kind], ...where }))
    const listing = { accountId: account.id, fields: ['technical-emergency'] } as const
    const added = await store.transact((tx) => plantEndpoints(tx, listing, given))
    const { requests } = await startEndpoints(store, () => ({ status }))
    await tools.one({ category: 'emergency', summary: 'Feed down' })
    await eventually(() =>
      expect(new Set(requests.map(({ endpointId }) => endpointId)).size).toBe(added.length),
    )
    await eventually(async () => {
      const waiting = and(like(outbox.recipient, 'endpoint:%'), inArray(outbox.status, ['queued', 'sending']))
      expect(await store.read.$count(outbox, waiting)).toBe(0)
    })
    const backup = join(newTestFolder(), 'backup.sqlite')
    await writeBackup(location, backup)
    const kept = [
      ...lines,
      JSON.stringify(await dumpRows(store)),
      readFileSync(backup),
      ...readFiles(location),
      await readAll(await exportPersonalData(store, grantOperator(), 'oncall@contacts.example')),
      await readAll(await exportAudit(store, await tools.support(), {})),
    ]
    expect(lines.length).toBeGreaterThan(0)
    const secrets = Object.values(config)
      .flatMap((all) => Object.values(all))
      .filter((one) => !readable.includes(one))
    for (const secret of [...secrets, ...secrets.map((one) => one.split('/').at(-1) ?? '')])
      expect(kept.filter((text) => text.includes(secret)).length, secret).toBe(0)
  },
)

async function readAll(pieces: AsyncIterable<string | Uint8Array>): Promise<string> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(Buffer.from(piece))
  return Buffer.concat(all).toString()
}

/** The bytes of a SQLite store's files with its log. PostgreSQL's files are out of reach. */
function readFiles(location: StoreLocation): Buffer[] {
  if (!('file' in location)) return []
  const folder = dirname(location.file)
  const names = readdirSync(folder)
  expect(names).toContain('recapito.sqlite-wal')
  return names.map((name) => readFileSync(join(folder, name)))
}

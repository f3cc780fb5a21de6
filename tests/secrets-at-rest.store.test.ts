import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { openStore } from '#/db/store/index.ts'
import type { StoreLocation } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { inviteMembers } from '#/lib/changes/invitations/commands.ts'
import { requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildMember, buildSession } from '#/seed/people.ts'
import { eventually } from './eventually.ts'
import { known } from './known.ts'
import { startSending } from './mail.ts'
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

/** The bytes of a SQLite store's files with its log. PostgreSQL's files are out of reach. */
function readFiles(location: StoreLocation): Buffer[] {
  if (!('file' in location)) return []
  const folder = dirname(location.file)
  const names = readdirSync(folder)
  expect(names).toContain('recapito.sqlite-wal')
  return names.map((name) => readFileSync(join(folder, name)))
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { sourceKeys } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { insertKey, revokeKey, revokeSourceKeys } from '#/lib/admin/sources/key-commands.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import type { NewAccount } from '#/lib/changes/accounts/form.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { accountSchema } from './account-response.ts'
import { provisionAccount } from './create-account.ts'

const store = perTest(openTestStore)
const grant = perTest(() => makeGrant())
beforeEach(() => store.transact(seedShipped))
afterEach(() => moveClock(0))

async function makeGrant(given: { scopes?: KeyScope[]; expiresAt?: number } = {}) {
  const source = { name: 'Registry', scopes: ['accounts:write' as const], ...given }
  const { key } = await store.transact((tx) => insertSource(tx, source, null))
  const found = await grantSource(store.read, key, 'accounts:write')
  if (typeof found === 'string') throw new Error(found)
  return found
}

const given: NewAccount = {
  name: 'Clinica Aurora',
  slug: 'clinica-aurora',
  integrationTypeId: 'healthcare-appointments',
  defaultLocale: 'it',
  email: 'giulia@clinica-aurora.example',
  locale: 'en',
}
const provision = (idempotency: { key: string; bodyHash: string } | null = null, by = grant) =>
  provisionAccount(store, by, given, idempotency)

async function invitationState() {
  const [mail] = await store.read.select().from(outbox)
  const token =
    String(openSecrets(mail?.data ?? {}).link)
      .split('/')
      .at(-1) ?? ''
  return (await findInvitationByToken(store.read, token, now()))?.state
}

describe('making an account with a key', () => {
  test('starts onboarding and invites the first owner in the programme’s name, under the source', async () => {
    const { account, replayed } = await provision()
    expect(replayed).toBe(false)
    expect(accountSchema.parse(account)).toEqual(account)
    expect(account).toMatchObject({
      slug: 'clinica-aurora',
      state: 'onboarding',
      complete: false,
      locked: true,
    })
    const invited = { accountId: account.id, role: 'owner', byStaff: true, invitedBy: null }
    const [invitation] = await store.read.select().from(invitations)
    expect(invitation).toMatchObject({ ...invited, invitedByKey: grant.key.id })
    const [mail] = await store.read.select().from(outbox)
    expect(mail).toMatchObject({ template: 'invitation', recipient: given.email, locale: 'en' })
    expect(mail?.data).toMatchObject({ inviterName: '' })
    expect(await invitationState()).toBe('open')
    const entries = await store.read.select().from(auditEntries)
    const by = { actorId: null, sourceId: grant.source.id, accountId: account.id }
    for (const action of ['account.created', 'invitation.sent'])
      expect(entries).toContainEqual(expect.objectContaining({ action, ...by }))
  })

  test('is refused after the key is revoked', async () => {
    await store.transact((tx) => revokeSourceKeys(tx, grant.source.id, null))
    await expect(provision()).rejects.toMatchObject({ code: 'forbidden' })
    expect(await store.read.$count(accounts)).toBe(0)
  })

  test('creates no account if its owner cannot be invited', async () => {
    const failing = provisionAccount(failingOn(store, invitations), grant, given, { key: 'k', bodyHash: 'a' })
    await expect(failing).rejects.toThrow('disk full')
    expect(await store.read.$count(accounts)).toBe(0)
    expect((await provision({ key: 'k', bodyHash: 'a' })).replayed).toBe(false)
  })
})

test('the same request under another key is a different request', async () => {
  const same = { key: 'one', bodyHash: 'a' }
  await provision(same)
  await expect(provision(same, await makeGrant())).rejects.toMatchObject({ code: 'slug-taken' })
})

describe('the invitation', () => {
  test('becomes invalid for good when the key is revoked', async () => {
    await provision()
    const ada = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    await revokeKey(store, staffGrant(ada, 'admin'), grant.key.id)
    expect(await invitationState()).toBe('inviter-gone')
    const ended = (await store.read.select().from(auditEntries)).find(
      ({ action }) => action === 'invitation.revoked',
    )
    expect(ended).toMatchObject({ actorId: ada.id, after: { because: 'inviter-gone' } })
    await store.transact((tx) => tx.update(sourceKeys).set({ revokedAt: null }).then())
    expect(await invitationState()).toBe('revoked')
  })

  test('becomes invalid when the key expires', async () => {
    await provision(null, await makeGrant({ expiresAt: now() + 60_000 }))
    expect(await invitationState()).toBe('open')
    moveClock(60_001)
    expect(await invitationState()).toBe('inviter-gone')
  })

  test('survives the revocation of another key, also of its own source', async () => {
    await provision()
    const other = await makeGrant()
    await store.transact((tx) => revokeSourceKeys(tx, other.source.id, null))
    await store.transact((tx) => insertKey(tx, { id: 'second', sourceId: grant.source.id }, null))
    const ada = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    await revokeKey(store, staffGrant(ada, 'admin'), 'second')
    expect(await invitationState()).toBe('open')
  })
})

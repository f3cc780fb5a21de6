import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { outbox } from '#/db/schema/mail.ts'
import { sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { env } from '#/env.ts'
import { redeemCode, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildMark } from '#/seed/notices.ts'
import { buildPasskey, buildUser } from '#/seed/people.ts'
import { signedIn } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { redeemAddressChange, requestAddressChange } from './address-change.ts'

const store = perTest(openTestStore)
let actor: Actor
beforeEach(async () => {
  actor = await signIn('chiara@old.example')
})

async function signIn(email: string): Promise<Actor> {
  const { id } = await store.transact((tx) => buildUser(tx, { email }))
  return enter(id)
}

const enter = (userId: string) => signedIn(store, userId)

const mails = () => store.read.select().from(outbox).orderBy(outbox.id)

async function ask(email: string) {
  const id = await requestAddressChange(store, actor, email, 'it')
  const { code } = z.object({ code: z.string() }).parse(openSecrets((await mails()).at(-1)?.data ?? {}))
  return { id, code, wrong: String((Number(code) + 1) % 100_000_000).padStart(8, '0') }
}

async function address(of = actor): Promise<string | undefined> {
  const [user] = await store.read.select().from(users).where(eq(users.id, of.user.id))
  return user?.email
}

describe('changing the address', () => {
  test('requires a code from the new mailbox, and notifies the old address', async () => {
    const { id, code } = await ask('Chiara@new.example')
    expect(await address()).toBe('chiara@old.example')
    await redeemAddressChange(store, actor, id, code, 'it')
    const [user] = await store.read.select().from(users)
    expect(user).toMatchObject({ email: 'Chiara@new.example', emailKey: 'chiara@new.example' })
    expect(await mails()).toMatchObject([
      { template: 'address-change-code', recipient: 'Chiara@new.example' },
      { template: 'address-changed', recipient: 'chiara@old.example', status: 'queued', locale: 'it' },
    ])
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      { action: 'user.address-changed', actorId: actor.user.id, before: { email: 'chiara@old.example' } },
    ])
  })

  test('needs a fresh session or a passkey, so that a stranger at an open session cannot change it', async () => {
    moveClock(proofLife - minute)
    const { id, code } = await ask('chiara@new.example')
    moveClock(proofLife + minute)
    await expect(ask('eve@evil.example')).rejects.toThrow('passkey-proof')
    expect(await mails()).toHaveLength(1)
    await redeemAddressChange(store, actor, id, code, 'it')
    actor = await enter(actor.user.id)
    await ask('chiara@newer.example')
  })

  test('requires a passkey from a person who has one, even if added after the request', async () => {
    const { id, code } = await ask('chiara@new.example')
    const { id: passkeyId } = await store.transact((tx) => buildPasskey(tx, { userId: actor.user.id }))
    await expect(ask('eve@evil.example')).rejects.toThrow('passkey-proof')
    await expect(redeemAddressChange(store, actor, id, code, 'it')).rejects.toThrow('passkey-proof')
    expect(await address()).toBe('chiara@old.example')
    await store.transact((tx) => tx.update(sessions).set({ passkeyId, passkeyAt: now() }))
    await redeemAddressChange(store, actor, id, code, 'it')
    expect(await address()).toBe('chiara@new.example')
  })

  test('requires neither from a partner whose mail bounces, unless they have a passkey', async () => {
    await store.transact((tx) => buildMark(tx, { address: 'chiara@old.example' }))
    moveClock(proofLife + minute)
    await ask('chiara@new.example')
    await store.transact((tx) => buildPasskey(tx, { userId: actor.user.id }))
    await expect(ask('eve@evil.example')).rejects.toThrow('passkey-proof')
  })

  test.each([false, true])(
    'never excuses staff, even if their mail bounces: with a passkey %s',
    async (has) => {
      await store.transact(async (tx) => {
        await buildMark(tx, { address: 'chiara@old.example' })
        await tx.insert(staff).values({ userId: actor.user.id, role: 'support', createdAt: now() })
        if (has) await buildPasskey(tx, { userId: actor.user.id })
      })
      if (!has) moveClock(proofLife + minute)
      await expect(ask('eve@evil.example')).rejects.toThrow('passkey-proof')
    },
  )

  test('refuses the person’s own address in any case', async () => {
    await expect(ask('CHIARA@old.example')).rejects.toThrow('address-unchanged')
  })

  test('keeps an address that STAFF_EMAILS has: its next reader would become an admin', async () => {
    env.STAFF_EMAILS.push('Chiara@old.example')
    onTestFinished(() => void env.STAFF_EMAILS.pop())
    await expect(ask('chiara@new.example')).rejects.toThrow('address-kept')
  })

  test('reveals that an address is taken only to the reader of its mail', async () => {
    await signIn('taken@other.example')
    const { id, code } = await ask('Taken@other.example')
    await expect(redeemAddressChange(store, actor, id, code, 'it')).rejects.toThrow('address-taken')
    expect(await mails()).toMatchObject([
      { template: 'address-change-code', recipient: 'Taken@other.example', status: 'queued' },
    ])
  })

  test('accepts only the person’s own correct code', async () => {
    const { id, code, wrong } = await ask('chiara@new.example')
    const eve = await signIn('eve@evil.example')
    await expect(redeemAddressChange(store, eve, id, code, 'it')).rejects.toThrow('challenge-ended')
    await expect(redeemAddressChange(store, actor, id, wrong, 'it')).rejects.toThrow('wrong-code')
    expect([await address(eve), await address()]).toEqual(['eve@evil.example', 'chiara@old.example'])
  })

  test('refuses a sign-in code, and invalidates codes sent to the old address', async () => {
    const visitor = { userAgent: '', locale: 'it' } as const
    const signingIn = await requestSignIn(store, 'chiara@old.example', visitor)
    const { code } = z.object({ code: z.string() }).parse(openSecrets((await mails()).at(-1)?.data ?? {}))
    await expect(redeemAddressChange(store, actor, signingIn, code, 'it')).rejects.toThrow('challenge-ended')
    const change = await ask('chiara@new.example')
    await redeemAddressChange(store, actor, change.id, change.code, 'it')
    await expect(redeemCode(store, signingIn, code, visitor)).rejects.toThrow('challenge-ended')
  })
})

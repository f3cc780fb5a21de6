import { desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { sessions } from '#/db/schema/people.ts'
import { type EditorGrant, grantAccount } from '#/lib/accounts/access/grants.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, buildPasskey } from '#/seed/people.ts'
import { newWebhook, openEndpointSetting } from '#/tests/endpoint-commands.ts'
import { perTest } from '#/tests/store.ts'
import { addEndpoint, removeEndpoint } from './endpoint-commands.ts'
import { mailProofCode } from './endpoint-proof.ts'

const setting = perTest(openEndpointSetting)
const production = { environment: 'production' } as const

/** A session of the owner that began an hour ago. */
async function lateGrant(): Promise<EditorGrant> {
  const grant = await setting.grant()
  const createdAt = now() - hour
  await setting.store.transact((tx) =>
    tx.update(sessions).set({ createdAt }).where(eq(sessions.id, grant.actor.sessionId)),
  )
  return grant
}

async function codeFor(grant: EditorGrant): Promise<string> {
  expect(await mailProofCode(setting.store, grant, { ...production, locale: 'en' })).toBe(setting.elena.email)
  const [mail] = await setting.store.read
    .select()
    .from(outbox)
    .where(eq(outbox.template, 'endpoint-proof-code'))
    .orderBy(desc(outbox.id))
  expect(mail).toMatchObject({ recipient: setting.elena.email, lane: 'urgent', status: 'queued' })
  return z.object({ code: z.string() }).parse(openSecrets(mail?.data ?? {})).code
}

const add = (grant: EditorGrant, proof: string, given = {}) =>
  addEndpoint(setting.store, grant, { ...newWebhook(given), proof })
const wrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

test('a mailed code adds an endpoint in an old session, once, and no form without it', async () => {
  const grant = await lateGrant()
  const code = await codeFor(grant)
  await expect(add(grant, '')).rejects.toThrow('passkey-proof')
  await add(grant, ` ${code.slice(0, 4)} ${code.slice(4)}`)
  const [{ id = '' } = {}] = await setting.rows()
  const remove = removeEndpoint(setting.store, grant, { ...production, id, proof: code })
  await expect(remove).rejects.toMatchObject({ code: 'challenge-ended', field: 'proof' })
  await removeEndpoint(setting.store, grant, { ...production, id, proof: await codeFor(grant) })
  expect(await setting.rows()).toEqual([])
})

test('a form that is refused leaves the right code usable', async () => {
  const grant = await lateGrant()
  const code = await codeFor(grant)
  await expect(add(grant, code, { typed: { url: 'http://hooks.example.net' } })).rejects.toThrow()
  await add(grant, code)
  expect(await setting.rows()).toHaveLength(1)
})

test('five wrong codes end a code, and the right one comes too late', async () => {
  const grant = await lateGrant()
  const code = await codeFor(grant)
  for (let tries = 1; tries < 5; tries++)
    await expect(add(grant, wrong(code))).rejects.toMatchObject({ code: 'wrong-code', field: 'proof' })
  await expect(add(grant, wrong(code))).rejects.toThrow('challenge-ended')
  await expect(add(grant, code)).rejects.toThrow('challenge-ended')
  expect(await setting.rows()).toEqual([])
})

test('a newer code replaces the last, and each ends after ten minutes', async () => {
  const grant = await lateGrant()
  const first = await codeFor(grant)
  const second = await codeFor(grant)
  await expect(add(grant, first)).rejects.toThrow('wrong-code')
  moveClock(10 * minute + 1)
  await expect(add(grant, second)).rejects.toThrow('challenge-ended')
})

test('a code works in no other session and for no other account', async () => {
  const grant = await lateGrant()
  const { store, elena, molo } = setting
  const code = await codeFor(grant)
  await expect(add(await lateGrant(), code)).rejects.toThrow('challenge-ended')
  await store.transact(async (tx) => {
    await tx.update(accounts).set({ firstCompleteAt: 1 }).where(eq(accounts.id, molo.id))
    await buildMember(tx, { accountId: molo.id, userId: elena.id, role: 'owner' })
    await buildRevision(tx, { accountId: molo.id, savedBy: elena.id, content: completeContacts([elena.id]) })
  })
  const elsewhere = await grantAccount(store.read, grant.actor, { id: molo.id }, 'editor')
  await expect(add(elsewhere, code)).rejects.toThrow('challenge-ended')
  await add(grant, code)
})

test('the mailbox of a person with a passkey proves nothing', async () => {
  const grant = await lateGrant()
  const code = await codeFor(grant)
  await setting.store.transact((tx) => buildPasskey(tx, { userId: setting.elena.id, host: 'localhost' }))
  await expect(add(grant, code)).rejects.toThrow('passkey-proof')
  await expect(codeFor(grant)).rejects.toThrow('passkey-proof')
})

test('a person who is no editor any more gets no code, and cannot use one', async () => {
  const grant = await lateGrant()
  const code = await codeFor(grant)
  await setting.store.transact((tx) => tx.delete(sessions).where(eq(sessions.id, grant.actor.sessionId)))
  await expect(add(grant, code)).rejects.toThrow('signed-out')
  await expect(codeFor(grant)).rejects.toThrow('signed-out')
})

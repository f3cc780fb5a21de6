import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { forge } from '#/tests/forge.ts'
import { queue, removedMail } from '#/tests/mail.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { linkToken, parseSignedId, readLinkToken, signId } from './signed-token.ts'

const store = perTest(openTestStore)
const read = (token: string, purpose: 'acknowledge' | 'confirm' = 'acknowledge') =>
  readLinkToken(store.read, purpose, token)

// The rows that one transaction writes have ids of the same millisecond.
const [first, second] = ['0198f2a0-7d01-7000-8000-000000000001', '0198f2a0-7d01-7000-8000-000000000002']

beforeEach(async () => {
  for (const id of [first, second]) {
    const queued = await queue(store, removedMail('anna@aurora.example'))
    await store.transact((tx) => tx.update(outbox).set({ id }).where(eq(outbox.id, queued)))
  }
})

describe('the token of a link', () => {
  test('names its mail among those of its instant, and fits a path and a text message', async () => {
    for (const id of [first, second]) {
      expect(linkToken('acknowledge', id)).toMatch(/^[\w-]{30}$/)
      expect(await read(linkToken('acknowledge', id))).toBe(id)
    }
  })

  test('still works as mails had it until 0.7', async () => {
    expect(await read('AZjyoH0BcACAAAAAAAAAARUuVmD7X0i8JBdE0bx3K0g')).toBe(first)
  })

  test('works for one purpose only, and for no mail that is deleted', async () => {
    for (const tokenOf of [linkToken, signId]) expect(await read(tokenOf('confirm', first))).toBeNull()
    expect(await read(linkToken('acknowledge', newId()))).toBeNull()
  })

  test('cannot be forged', async () => {
    // The last letter carries bits that base64 drops.
    const forged = [linkToken, signId].flatMap((tokenOf) => forge(tokenOf('acknowledge', first)).slice(0, -1))
    for (const token of [...forged, '', 'x'.repeat(30), 'x'.repeat(43)]) expect(await read(token)).toBeNull()
  })
})

test('a signed id is read without the store, for its purpose alone', () => {
  expect(parseSignedId('doctor', signId('doctor', first))).toBe(first)
  expect(parseSignedId('doctor', signId('confirm', first))).toBeNull()
  expect(parseSignedId('doctor', linkToken('confirm', first))).toBeNull()
})

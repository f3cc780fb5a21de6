import { expect, test } from 'vitest'
import { invitation } from '#/lib/changes/invitations/invitation.ts'
import { samples } from '#/tests/mail-samples.ts'
import { holdsSecret, openSecrets, sealSecrets } from './queue-mail.ts'

const secret = samples.filter(({ template }) => template.secret)

test('encrypts code and link of a secret template in the outbox, and decrypts both', () => {
  expect(secret.length).toBeGreaterThan(2)
  for (const { data } of secret) {
    const kept = sealSecrets(data)
    expect(kept).not.toHaveProperty('code')
    expect(kept).not.toHaveProperty('link')
    expect(openSecrets(kept)).toEqual(data)
    expect(sealSecrets(data)).not.toEqual(kept)
    expect(holdsSecret(kept)).toBe(true)
  }
})

test('does not encrypt other data', () => {
  const [invited] = secret.filter(({ template }) => template === invitation)
  const open = { accountName: 'Clinica Aurora', role: expect.any(String) }
  expect(invited && sealSecrets(invited.data)).toMatchObject(open)
})

test('reads plain data of an earlier version, and refuses data sealed with another key', () => {
  const data = { code: '04718263', minutes: 10 }
  expect(openSecrets(data)).toEqual(data)
  expect(() => openSecrets({ sealed: 'x'.repeat(80) })).toThrow('another AUTH_SECRET')
})

import { expect, test } from 'vitest'
import { invitation } from '#/lib/changes/invitations/invitation.ts'
import { samples } from '#/tests/mail-samples.ts'
import { holdsSecret, openSecrets, sealSecrets } from './secrets.ts'

const secret = samples.filter(({ template }) => template.secret)

test('the outbox shows neither the code nor the link of a secret template, and gives both back', () => {
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

test('what is no secret stays readable', () => {
  const [invited] = secret.filter(({ template }) => template === invitation)
  expect(invited && sealSecrets(invited.data)).toMatchObject({
    accountName: 'Clinica Aurora',
    role: expect.any(String),
  })
})

test('what an earlier version queued is taken as it stands, what was sealed elsewhere is refused', () => {
  const data = { code: '04718263', minutes: 10 }
  expect(openSecrets(data)).toEqual(data)
  expect(() => openSecrets({ sealed: 'x'.repeat(80) })).toThrow('another AUTH_SECRET')
})

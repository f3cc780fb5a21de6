import { expect, test } from 'vitest'
import { templates } from '#/lib/boot/mails.ts'
import { samples } from '#/tests/mail-samples.ts'
import { openSecrets, sealSecrets } from './secrets.ts'

const secret = samples.filter(({ template }) => templates[template].secret)

test('the outbox shows neither the code nor the link of a secret template, and gives both back', () => {
  expect(secret.length).toBeGreaterThan(2)
  for (const content of secret) {
    const kept = sealSecrets(content)
    expect(kept).not.toHaveProperty('code')
    expect(kept).not.toHaveProperty('link')
    expect(openSecrets(kept)).toEqual(content.data)
    expect(sealSecrets(content)).not.toEqual(kept)
  }
})

test('what is no secret stays readable', () => {
  for (const content of samples) {
    if (!secret.includes(content)) expect(sealSecrets(content)).toBe(content.data)
  }
  const [invited] = secret.filter(({ template }) => template === 'invitation')
  expect(invited && sealSecrets(invited)).toMatchObject({
    accountName: 'Clinica Aurora',
    role: expect.any(String),
  })
})

test('what an earlier version queued is taken as it stands, what was sealed elsewhere is refused', () => {
  const data = { code: '04718263', minutes: 10 }
  expect(openSecrets(data)).toEqual(data)
  expect(() => openSecrets({ sealed: 'x'.repeat(80) })).toThrow('another AUTH_SECRET')
})

import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const purpose = 'recapito address in a URL'

test('opens what this installation sealed for the same purpose, and nothing else', () => {
  const sealed = seal(purpose, 'anna@aurora.example')
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(seal(purpose, 'anna@aurora.example')).not.toBe(sealed)
  expect(unseal(purpose, sealed)).toBe('anna@aurora.example')
  expect(unseal('recapito secrets in the outbox', sealed)).toBeNull()
  expect(unseal(purpose, seal(purpose, 'anna@aurora.example', 'x'.repeat(40)))).toBeNull()
  const other = sealed.at(-5) === 'A' ? 'B' : 'A'
  for (const changed of [sealed.slice(0, -1), `${sealed.slice(0, -5)}${other}${sealed.slice(-4)}`, 'x', ''])
    expect(unseal(purpose, changed)).toBeNull()
})

import { describe, expect, test } from 'vitest'
import { suggestAddress } from './address-suggestion.ts'

describe('suggestAddress', () => {
  test.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.it', 'gmail.com'],
    ['gmail', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['hotmai.it', 'hotmail.it'],
    ['yahooo.it', 'yahoo.it'],
    ['libeor.it', 'libero.it'],
    ['libero.com', 'libero.it'],
    ['clinica-aurora.con', 'clinica-aurora.com'],
    ['GMIAL.com', 'gmail.com'],
  ])('reads %s as a slip for %s', (typed, meant) => {
    expect(suggestAddress(`Giulia@${typed}`)).toBe(`Giulia@${meant}`)
  })

  test.each([
    'gmail.com',
    'mail.com',
    'yahoo.co.uk',
    'yahoo.fr',
    'live.it',
    'love.com',
    'levante.example',
    'levante.co',
    'xn--bcher-kva.example',
    'a'.repeat(300),
  ])('leaves %s alone', (domain) => expect(suggestAddress(`giulia@${domain}`)).toBeNull())

  test('leaves text alone that is no address', () => {
    expect(suggestAddress('gmial.com')).toBeNull()
    expect(suggestAddress('@gmial.com')).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import { suggestAddress } from './address-suggestion.ts'

describe('a likely slip', () => {
  test.each([
    ['gmial.com', 'gmail.com'],
    ['gmal.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gmail.it', 'gmail.com'],
    ['gmail', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['hotmai.it', 'hotmail.it'],
    ['hotmail', 'hotmail.com'],
    ['yaho.com', 'yahoo.com'],
    ['yahooo.it', 'yahoo.it'],
    ['outlok.com', 'outlook.com'],
    ['libeor.it', 'libero.it'],
    ['libero.com', 'libero.it'],
    ['virgilo.it', 'virgilio.it'],
    ['iclod.com', 'icloud.com'],
    ['clinica-aurora.con', 'clinica-aurora.com'],
    ['levante.itt', 'levante.it'],
    ['GMIAL.com', 'gmail.com'],
  ])('%s was meant as %s', (typed, meant) => {
    expect(suggestAddress(`Giulia@${typed}`)).toBe(`Giulia@${meant}`)
  })

  test.each([
    'gmail.com',
    'mail.com',
    'ymail.com',
    'email.it',
    'yahoo.co.uk',
    'yahoo.fr',
    'outlook.at',
    'hotmail.co.uk',
    'live.it',
    'love.com',
    'levante.example',
    'levante.it',
    'levante.co',
    'xn--bcher-kva.example',
    'a'.repeat(300),
  ])('%s is left alone', (domain) => {
    expect(suggestAddress(`giulia@${domain}`)).toBeNull()
  })

  test('is not looked for in what is no address', () => {
    expect(suggestAddress('gmial.com')).toBeNull()
    expect(suggestAddress('@gmial.com')).toBeNull()
  })
})

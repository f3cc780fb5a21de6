import { describe, expect, test } from 'vitest'
import { newId } from '#/lib/ids.ts'
import { acknowledgeToken, bounceAddress, readAcknowledgeToken, readBounceAddress } from './tokens.ts'

/** The token with one bit turned at each place in turn. */
function forge(token: string): string[] {
  return [...token].map((letter, at) => {
    const other = /[0-9]/.test(letter) ? (letter === '1' ? '2' : '1') : letter === 'a' ? 'b' : 'a'
    return token.slice(0, at) + other + token.slice(at + 1)
  })
}

describe('an acknowledge link', () => {
  test('names its delivery, and fits a path', () => {
    const id = newId()
    expect(acknowledgeToken(id)).toMatch(/^[\w-]{43}$/)
    expect(readAcknowledgeToken(acknowledgeToken(id))).toBe(id)
  })

  test('cannot be forged', () => {
    // The last letter carries two bits that base64 drops.
    const forged = forge(acknowledgeToken(newId())).slice(0, -1)
    expect(forged.map(readAcknowledgeToken).filter((read) => read !== null)).toEqual([])
    expect(readAcknowledgeToken('')).toBeNull()
    expect(readAcknowledgeToken('x'.repeat(43))).toBeNull()
  })
})

describe('a return path', () => {
  const pattern = 'bounce+{id}@desk.example'

  test('names its delivery in a local part of at most 64 characters', () => {
    const id = newId()
    const address = bounceAddress(id, pattern) ?? ''
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(readBounceAddress(address, pattern)).toBe(id)
    expect(readBounceAddress(`<${address.toUpperCase()}>`, pattern)).toBe(id)
  })

  test('cannot be forged', () => {
    const address = bounceAddress(newId(), pattern) ?? ''
    const forged = forge(address.slice(7, -13)).map((id) => `bounce+${id}@desk.example`)
    expect(forged).toHaveLength(48)
    expect(forged.map((one) => readBounceAddress(one, pattern)).filter((read) => read !== null)).toEqual([])
    for (const other of [
      'bounce+@desk.example',
      'someone@desk.example',
      '',
      address.replace('desk', 'other'),
    ]) {
      expect(readBounceAddress(other, pattern)).toBeNull()
    }
  })

  test('is none without MAIL_BOUNCE', () => {
    const address = bounceAddress(newId(), pattern) ?? ''
    expect(bounceAddress(newId(), undefined)).toBeNull()
    expect(readBounceAddress(address, undefined)).toBeNull()
  })
})

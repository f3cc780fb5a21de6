import { describe, expect, test } from 'vitest'
import { newId } from '#/lib/platform/values/ids.ts'
import { forge } from '#/tests/forge.ts'
import { bounceAddress, parseBounceAddress } from './return-path.ts'

describe('a return path', () => {
  const pattern = 'bounce+{id}@desk.example'

  test('has its delivery’s id in a local part of at most 64 characters', () => {
    const id = newId()
    const address = bounceAddress(id, pattern) ?? ''
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(parseBounceAddress(address, pattern)).toBe(id)
    expect(parseBounceAddress(`<${address.toUpperCase()}>`, pattern)).toBe(id)
  })

  test('cannot be forged', () => {
    const address = bounceAddress(newId(), pattern) ?? ''
    const forged = forge(address.slice(7, -13)).map((id) => `bounce+${id}@desk.example`)
    expect(forged).toHaveLength(48)
    expect(forged.map((one) => parseBounceAddress(one, pattern)).filter((read) => read !== null)).toEqual([])
    for (const other of [
      'bounce+@desk.example',
      'someone@desk.example',
      '',
      address.replace('desk', 'other'),
    ]) {
      expect(parseBounceAddress(other, pattern)).toBeNull()
    }
  })

  test('is null without MAIL_BOUNCE', () => {
    const address = bounceAddress(newId(), pattern) ?? ''
    expect(bounceAddress(newId(), undefined)).toBeNull()
    expect(parseBounceAddress(address, undefined)).toBeNull()
  })
})

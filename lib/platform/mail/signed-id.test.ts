import { describe, expect, test } from 'vitest'
import { newId } from '#/lib/platform/values/ids.ts'
import { forge } from '#/tests/forge.ts'
import { linkToken, readLinkToken } from './signed-id.ts'

describe('the token of a link', () => {
  test('names its mail, and fits a path', () => {
    const id = newId()
    expect(linkToken('acknowledge', id)).toMatch(/^[\w-]{43}$/)
    expect(readLinkToken('acknowledge', linkToken('acknowledge', id))).toBe(id)
  })

  test('is for one purpose alone', () => {
    const token = linkToken('confirm', newId())
    expect(readLinkToken('acknowledge', token)).toBeNull()
    expect(readLinkToken('review', token)).toBeNull()
  })

  test('cannot be forged', () => {
    // The last letter carries two bits that base64 drops.
    const forged = forge(linkToken('acknowledge', newId())).slice(0, -1)
    expect(
      forged.map((token) => readLinkToken('acknowledge', token)).filter((read) => read !== null),
    ).toEqual([])
    expect(readLinkToken('acknowledge', '')).toBeNull()
    expect(readLinkToken('acknowledge', 'x'.repeat(43))).toBeNull()
  })
})

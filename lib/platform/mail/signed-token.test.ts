import { describe, expect, test } from 'vitest'
import { newId } from '#/lib/platform/values/ids.ts'
import { forge } from '#/tests/forge.ts'
import { linkToken, parseLinkToken } from './signed-token.ts'

describe('the token of a link', () => {
  test('encodes its mail, and fits a path', () => {
    const id = newId()
    expect(linkToken('acknowledge', id)).toMatch(/^[\w-]{43}$/)
    expect(parseLinkToken('acknowledge', linkToken('acknowledge', id))).toBe(id)
  })

  test('works for one purpose only', () => {
    const token = linkToken('confirm', newId())
    expect(parseLinkToken('acknowledge', token)).toBeNull()
    expect(parseLinkToken('review', token)).toBeNull()
  })

  test('cannot be forged', () => {
    // The last letter carries two bits that base64 drops.
    const forged = forge(linkToken('acknowledge', newId())).slice(0, -1)
    expect(
      forged.map((token) => parseLinkToken('acknowledge', token)).filter((read) => read !== null),
    ).toEqual([])
    expect(parseLinkToken('acknowledge', '')).toBeNull()
    expect(parseLinkToken('acknowledge', 'x'.repeat(43))).toBeNull()
  })
})

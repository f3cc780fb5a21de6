import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { toBrandSupportResponse, validUntil } from './support-response.ts'

const hours: SupportWindow[] = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
]
const support = { address: 'help@brand.example', phone: '', helpUrl: '' }
const at = (text: string) => Date.parse(text)

describe('the published support', () => {
  test('shows the hours, whether support is open now, and until when the answer holds', () => {
    const answer = toBrandSupportResponse(
      { support: { ...support, phone: '+39 055 1' }, hours },
      at('2026-10-23T18:00:00+02:00'),
    )
    expect(answer).toEqual({
      address: 'help@brand.example',
      phone: '+39 055 1',
      helpUrl: null,
      hours,
      openNow: false,
      nextChangeAt: '2026-10-26T08:00:00.000Z',
    })
  })

  test('holds until the next change, or for ever without one', () => {
    const answer = toBrandSupportResponse({ support, hours }, at('2026-10-23T18:00:00+02:00'))
    expect(validUntil(answer)).toBe(at('2026-10-26T08:00:00Z'))
    expect(validUntil(toBrandSupportResponse({ support, hours: [] }, 0))).toBe(Number.POSITIVE_INFINITY)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'no address'])('has no link for %j', (helpUrl) => {
    expect(toBrandSupportResponse({ support: { ...support, helpUrl }, hours }, 0).helpUrl).toBeNull()
  })
})

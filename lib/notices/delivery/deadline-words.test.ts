import { expect, test } from 'vitest'
import type { Locale } from '#/db/words/people.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import type { Deadline } from './deadline.ts'
import { formatDeadline } from './deadline-words.ts'

const at = Date.parse('2026-06-19T10:00:00Z')

function said(
  given: Partial<Deadline>,
  how: Parameters<typeof formatDeadline>[1] = {},
  locale: Locale = 'en',
) {
  const t = translatorFor(locale, 'mail')
  return formatDeadline({ at, left: 30 * minute, next: null, ...given }, how, {
    ...{ t, locale, programme: 'Desk' },
    moment: () => '19 June, 12:00',
    time: () => '12:00',
  })
}
const next = { addresses: ['tech@aurora.example', 'olga@aurora.example'], again: false }

test('counts the contacts instead of naming them to readers with only a link', () => {
  expect(said({ next }, { counted: true })).toBe(
    'If nobody acknowledges by 12:00, we notify 2 contacts and the Desk team.',
  )
  expect(said({ next: { ...next, addresses: ['a@x.example'] } }, { counted: true }, 'it')).toBe(
    'Se nessuno prende in carico entro le 12:00, avvisiamo un contatto e il team di Desk.',
  )
})

test('shows no deadline that has passed', () => {
  expect(said({ left: 0, next })).toBe(
    'Acknowledge now: we are about to notify tech@aurora.example, olga@aurora.example and the Desk team.',
  )
  expect(said({ left: -1, next: { addresses: [], again: true } })).toBe(
    'Acknowledge now: we are about to send this again, also to the Desk team.',
  )
})

test('tells staff the next step instead of asking for an acknowledgement', () => {
  const staff = { reader: 'staff' } as const
  expect(said({ next: { addresses: ['tech@aurora.example'], again: false } }, staff)).toBe(
    'If nobody acknowledges by 12:00, we notify tech@aurora.example and the Desk team.',
  )
  expect(said({ next: { addresses: [], again: true } }, staff)).toBe(
    'If nobody acknowledges by 12:00, we notify the same contacts again and the Desk team.',
  )
  expect(said({ next: { addresses: [], again: false }, left: 0 }, staff)).toBe(
    'Nobody acknowledged in time: we are about to notify the Desk team.',
  )
  expect(said({}, staff)).toBe('The account has to acknowledge by 19 June, 12:00.')
})

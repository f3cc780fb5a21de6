import { expect, test } from 'vitest'
import type { Locale } from '#/db/words/people.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { type NoticeUnroutableMail, noticeUnroutable } from './unroutable.ts'

const at = Date.parse('2026-06-19T10:00:00Z')
const known = { account: 'Levante', known: true, cause: 'nobody', category: 'emergency', at } as const
const unknown = { ...known, account: 'levant', known: false, cause: 'unknown' } as const
const bookings = { summary: 'Bookings fail' }

function mail(given: Partial<NoticeUnroutableMail>, locale: Locale = 'en') {
  const { items = [] } = given
  const urgent = items.filter(({ category }) => category === 'emergency').length
  const data = {
    count: items.length,
    urgent,
    items,
    deadline: null,
    timeZone: 'Europe/Rome',
    link: 'https://l',
  }
  const { subject, text, html } = renderMail(fill(noticeUnroutable, { ...data, ...given }), locale, {
    programmeName: 'Desk',
    appUrl: 'https://desk.example',
  })
  const tone = /class="band" bgcolor="(#\w{6})"/.exec(html)?.[1]
  return { subject, blocks: text.split('\n\n'), tone }
}

test('names an unknown account’s emergency in subject and band', () => {
  const { subject, blocks, tone } = mail({ items: [{ ...unknown, ...bookings }] })
  expect(subject).toBe('[Desk] Emergency, unroutable: Bookings fail (unknown account “levant”)')
  expect(blocks.slice(0, 4)).toEqual([
    'Emergency, unroutable: unknown account “levant”',
    'Bookings fail',
    'Nobody has received this notice: no account is called “levant”.',
    'Since Friday, 19 June 2026 at 12:00, Rome time.',
  ])
  expect(tone).toBe(mail({ items: [{ ...known, ...bookings }] }).tone)
  expect(tone).not.toBe(mail({ items: [{ ...known, ...bookings, category: 'technical' }] }).tone)
})

test('a single notice shows its account, its cause and the next step', () => {
  const deadline = { at: at + 30 * minute, left: 30 * minute, next: { addresses: [], again: false } }
  const { subject, blocks } = mail({ items: [{ ...known, ...bookings }], deadline })
  expect(subject).toBe('[Desk] Emergency, unroutable: Bookings fail (Levante)')
  expect(blocks.slice(0, 4)).toEqual([
    'Emergency, unroutable: Levante',
    'If nobody acknowledges by 12:30, Rome time, we notify the Desk team.',
    'Bookings fail',
    'Nobody has received this notice: no address of Levante works.',
  ])
  expect(mail({ items: [{ ...known, ...bookings }] }, 'it').subject).toBe(
    '[Desk] Emergenza, senza destinatario: Bookings fail (Levante)',
  )
})

test('several notices show the number of emergencies, and the account if they share one', () => {
  const technical = { ...known, category: 'technical', summary: 'API ends' } as const
  const one = { ...known, ...bookings }
  expect(mail({ items: [one, { ...one, summary: 'Search fails' }] }).subject).toBe(
    '[Desk] 2 unroutable emergencies (Levante)',
  )
  const mixed = mail({ items: [one, technical, { ...unknown, category: 'technical', summary: 'API ends' }] })
  expect(mixed.subject).toBe('[Desk] 3 unroutable notices, 1 emergency (Levante)')
  expect(mixed.blocks).toContain(
    'Nobody has received the notices below: no address works, or the account is unknown.',
  )
  expect(mixed.blocks).toContain(
    [
      '  - Levante: Emergency: Bookings fail',
      '  - Levante: Technical notice: API ends',
      '  - unknown account “levant”: Technical notice: API ends',
    ].join('\n'),
  )
  expect(mail({ items: [one, { ...unknown, ...bookings }] }).subject).toBe('[Desk] 2 unroutable emergencies')
})

test('shows that an event is unreadable instead of a summary', () => {
  const unread = { ...unknown, account: '', category: 'production-alert', summary: '' } as const
  const { subject, blocks } = mail({ items: [{ ...unread, cause: 'unreadable' }] })
  expect(subject).toBe('[Desk] 1 unroutable notice (no account)')
  expect(blocks).toContain('Nobody has received this notice: the event could not be read.')
})

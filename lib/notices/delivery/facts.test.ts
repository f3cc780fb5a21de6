import { describe, expect, test } from 'vitest'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { day, minute } from '#/lib/platform/values/clock.ts'
import { samples } from '#/tests/mail-samples.ts'
import { type NoticeEscalationMail, type NoticeMail, notice, noticeEscalation } from './notice.ts'

const sender = { programmeName: 'Desk', appUrl: 'https://desk.example' }
const sampleOf = (template: unknown) => samples.find((sample) => sample.template === template)?.data
const plain = {
  ...(sampleOf(notice) as NoticeMail),
  category: 'emergency',
  accountName: 'Aurora',
  summary: 'Bookings fail',
} as const
const unsaid = { details: '', meaning: '', remedy: '', links: [] }
const said = { details: '412 of 1,790 failed.', meaning: 'No free slots.', remedy: 'Check it.', links: [] }
const since = 'Since Friday, 19 June 2026 at 11:30, Rome time.'

/** The blocks of the mail's text after its title. */
function blocks(mail: FilledMail): string[] {
  const all = renderMail(mail, 'en', sender).text.split('\n\n')
  return all.slice(all.indexOf('Bookings fail') + 1)
}

describe('a mail about an emergency', () => {
  test('has no details above the button when its sender wrote only a summary', () => {
    expect(blocks(fill(notice, { ...plain, ...unsaid })).slice(0, 2)).toEqual([
      since,
      expect.stringMatching(/^Acknowledge:\n/),
    ])
  })

  test.each(['reminder', 'escalation'] as const)(
    'says why it comes as %s, then since when, then the rest',
    (part) => {
      const [why, when, ...rest] = blocks(fill(notice, { ...plain, ...said, part }))
      expect(why).toMatch(/nobody has acknowledged/i)
      expect(when).toBe(since)
      expect(rest.slice(0, 6)).toEqual([
        ...['What happened:', '> 412 of 1,790 failed.', 'What it means:', '> No free slots.'],
        ...['What to do:', '> Check it.'],
      ])
    },
  )
})

describe('the staff mail about an unacknowledged emergency', () => {
  const deadline = {
    at: plain.since + 60 * minute,
    left: 30 * minute,
    next: { addresses: ['olga@aurora.example'], again: false },
  }
  const escalation = {
    ...(sampleOf(noticeEscalation) as NoticeEscalationMail),
    ...{ accountName: 'Aurora', summary: 'Bookings fail', deadline },
  }

  test('shows in its band who is notified next, and when', () => {
    const { text } = renderMail(fill(noticeEscalation, escalation), 'en', sender)
    expect(text.split('\n\n').slice(0, 2)).toEqual([
      'Emergency, not acknowledged yet: Aurora',
      'If nobody acknowledges by 12:30, Rome time, we notify olga@aurora.example and the Desk team.',
    ])
  })

  test('has its start and the facts first, and the recipients below the button', () => {
    const [why, when, ...rest] = blocks(fill(noticeEscalation, { ...escalation, ...unsaid }))
    expect(why).toBe('Nobody at Aurora has acknowledged this emergency for 1 hour.')
    expect(when).toBe(since)
    expect(rest[0]).toMatch(/^Open the notice:\n/)
    expect(rest.slice(1, 3)).toEqual(['Notified so far:', '  - oncall@clinica-aurora.example'])
  })
})

test('keeps every heading when staff filled in every field', () => {
  const written = blocks(fill(notice, { ...plain, ...said, deadline: { at: 0, left: day, next: null } }))
  for (const heading of ['What happened:', 'What it means:', 'What to do:'])
    expect(written).toContain(heading)
})

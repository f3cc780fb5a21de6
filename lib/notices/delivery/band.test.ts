import { describe, expect, test } from 'vitest'
import type { Locale } from '#/db/words/people.ts'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { day, minute } from '#/lib/platform/values/clock.ts'
import { samples } from '#/tests/mail-samples.ts'
import { type NoticeMail, notice } from './notice.ts'
import { noticeDigest } from './notice-digest.ts'

const at = Date.parse('2026-06-19T10:00:00Z')
const sender = { programmeName: 'Desk', appUrl: 'https://desk.example' }
const plain = samples.find(({ template }) => template === notice)?.data as NoticeMail

/** The blocks above the title of the mail. */
function band(given: Partial<NoticeMail>, locale: Locale = 'en'): string[] {
  const mail = { ...plain, accountName: 'Aurora', summary: 'Bookings fail', ...given }
  const { text } = renderMail(fill(notice, mail), locale, sender)
  const blocks = text.split('\n\n')
  return blocks.slice(
    0,
    blocks.findIndex((block) => /^(Bookings fail|Can you be reached\?|Test notice)$/.test(block)),
  )
}

const emergency = (addresses: string[], again = false): Partial<NoticeMail> => ({
  category: 'emergency',
  deadline: { at: at + 30 * minute, left: 30 * minute, next: { addresses, again } },
})

describe('the band of an emergency', () => {
  test('shows the deadline and who is notified next', () => {
    expect(band(emergency(['tech@aurora.example']))).toEqual([
      'Emergency: Aurora',
      'If nobody acknowledges by 12:30, Rome time, we notify tech@aurora.example and the Desk team.',
    ])
    expect(band(emergency(['tech@aurora.example']), 'it')).toEqual([
      'Emergenza: Aurora',
      'Se nessuno prende in carico entro le 12:30, ora di Roma, avvisiamo tech@aurora.example e il team di Desk.',
    ])
  })

  test('reads the same whenever it is sent, as nobody knows when it is read', () => {
    const { deadline, ...rest } = emergency([])
    const later = (left: number) => band({ ...rest, deadline: deadline ? { ...deadline, left } : null })
    expect(later(minute)).toEqual(later(30 * minute))
  })

  test('names up to two contacts and counts more', () => {
    const [, deadline] = band(emergency(['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example']))
    expect(deadline).toContain('we notify a@x.example, b@x.example, 2 more contacts and the Desk team.')
    const [, italian] = band(emergency(['a@x.example', 'b@x.example', 'c@x.example']), 'it')
    expect(italian).toContain('avvisiamo a@x.example, b@x.example, un altro contatto e il team di Desk.')
  })

  test('says that only the team is next, or that the same people get it again', () => {
    expect(band(emergency([]))[1]).toBe(
      'If nobody acknowledges by 12:30, Rome time, we notify the Desk team.',
    )
    expect(band(emergency([], true))[1]).toBe(
      'If nobody acknowledges by 12:30, Rome time, we send this again, also to the Desk team.',
    )
  })

  test('says that nobody has acknowledged it when it repeats', () => {
    expect(band({ ...emergency([]), part: 'escalation' })[0]).toBe('Emergency, not acknowledged yet: Aurora')
    expect(band({ ...emergency([]), part: 'escalation' }, 'it')[0]).toBe(
      'Emergenza, ancora senza risposta: Aurora',
    )
  })
})

describe('a repeat', () => {
  test.each([
    [
      'en',
      '[Desk] Still unanswered: Emergency: Bookings fail (Aurora)',
      'Still unanswered: Emergency: several notices',
    ],
    [
      'it',
      '[Desk] Ancora senza risposta: Emergenza: Bookings fail (Aurora)',
      'Ancora senza risposta: Emergenza: più avvisi',
    ],
  ] as const)('is told from the first message by its subject in %s', (locale, one, several) => {
    const repeat = { minutes: 10, left: 5 }
    const mail = { ...plain, ...emergency([]), accountName: 'Aurora', summary: 'Bookings fail' }
    const subjectOf = (filled: FilledMail) => renderMail(filled, locale, sender).subject
    expect(subjectOf(fill(notice, { ...mail, part: 'repeat', repeat }))).toBe(one)
    expect(subjectOf(fill(notice, mail))).not.toContain(several.slice(0, 12))
    const listed = { ...mail, count: 2, items: [], isEscalation: false, repeat }
    expect(subjectOf(fill(noticeDigest, listed))).toBe(`[Desk] ${several} (Aurora)`)
  })

  const lead = (left: number, locale: Locale = 'en') => {
    const mail = { ...plain, ...emergency([]), part: 'repeat', repeat: { minutes: 10, left } } as const
    const { text } = renderMail(fill(notice, mail), locale, sender)
    return text.split('\n\n')
  }

  test('says that nobody has acknowledged it, why it comes again and how many more times', () => {
    expect(lead(5)[0]).toBe('Emergency, not acknowledged yet: Clinica Aurora')
    expect(lead(5)).toContain('Sent every 10 minutes until acknowledged, at most 5 more times.')
    expect(lead(1)).toContain('Sent every 10 minutes until acknowledged, at most once more.')
    expect(lead(0)).toContain('Sent again, because nobody has acknowledged it yet.')
    expect(lead(5, 'it')).toContain('Si ripete ogni 10 minuti, ancora 5 volte al massimo.')
  })
})

describe('the band of other notices', () => {
  test('shows the due date, or since when the answer is overdue', () => {
    expect(band({ deadline: { at, left: day, next: null } })).toEqual([
      'Production alert: Aurora',
      'Acknowledge by Friday, 19 June 2026 at 12:00, Rome time. After that, it shows as overdue.',
    ])
    expect(band({ deadline: { at, left: -day, next: null } })[1]).toBe(
      'Overdue since Friday, 19 June 2026 at 12:00, Rome time. Please acknowledge now.',
    )
    expect(band({ deadline: null })).toEqual(['Production alert: Aurora'])
  })

  test('is specific to drills and tests', () => {
    const drill = { kind: 'drill', topic: 'drill', category: 'emergency' } as const
    expect(band({ ...drill, deadline: { at, left: day, next: null } })).toEqual([
      'Drill: Aurora',
      'Acknowledge by Friday, 19 June 2026 at 12:00, Rome time, so that we know you can be reached.',
    ])
    expect(band({ kind: 'test', topic: 'test-notice', deadline: null })).toEqual(['Test: Aurora'])
  })

  test('has a distinct colour in both schemes', () => {
    const colours = (given: Partial<NoticeMail>) => {
      const { html } = renderMail(fill(notice, { ...plain, ...given }), 'en', sender)
      const dark = /\.band\{background:(#\w{6})/.exec(html)?.[1]
      return [/class="band" bgcolor="(#\w{6})"/.exec(html)?.[1], dark]
    }
    const kinds = [
      ...[{ category: 'emergency' }, { kind: 'drill' }, { kind: 'test' }],
      ...[{ category: 'production-alert' }, { category: 'technical' }],
    ] as const
    const each = kinds.map(colours)
    for (const scheme of [0, 1]) expect(new Set(each.map((one) => one[scheme])).size).toBe(kinds.length)
  })
})

test('a drill’s subject asks one question without the word emergency', () => {
  const drill = {
    ...plain,
    kind: 'drill',
    topic: 'drill',
    category: 'emergency',
    accountName: 'Aurora',
  } as const
  const { subject } = renderMail(fill(notice, drill), 'en', sender)
  expect(subject).toBe('[Desk] Drill: can you be reached? (Aurora)')
  expect(renderMail(fill(notice, drill), 'it', sender).subject).toBe(
    '[Desk] Esercitazione: verifica di reperibilità (Aurora)',
  )
})

test('a test notice’s subject starts with the word test, then its category', () => {
  const sent = { ...plain, kind: 'test', topic: 'test-notice', category: 'emergency' } as const
  const { subject } = renderMail(fill(notice, { ...sent, accountName: 'Aurora' }), 'en', sender)
  expect(subject).toBe('[Desk] Test: Emergency (Aurora)')
})

import { describe, expect, test } from 'vitest'
import { parseNative } from './native.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')
const least = { account: 'clinica-aurora', category: 'technical', summary: 'Down' }
const link = { href: 'http://a.b' }

function read(body: unknown, defaultCategory: 'technical' | null = null) {
  return parseNative(body, { defaultCategory }, receivedAt)
}

function eventOf(body: unknown, defaultCategory: 'technical' | null = null) {
  const answer = read(body, defaultCategory)
  return answer.ok ? answer.events[0] : answer.problems
}

function problemsOf(body: unknown) {
  const answer = read(body)
  return answer.ok ? [] : answer.problems.map(({ pointer, code }) => `${pointer} ${code}`.trim())
}

describe('the native form', () => {
  test('reads every field', () => {
    const kept = {
      category: 'emergency',
      environment: 'sandbox',
      action: 'trigger',
      dedupKey: 'feed-errors',
      summary: 'Feed error rate 23%',
      meaning: 'Less is sold.',
      remedy: 'Publish again.',
      severity: 'critical',
    }
    const dashboard = { href: 'https://grafana.example/d', text: 'Feed\ndashboard' }
    const body = {
      ...{
        ...kept,
        account: ' clinica-aurora ',
        details: 'One\r\ntwo',
        occurredAt: '2026-11-25T12:30:00+01:00',
      },
      links: [dashboard, { href: 'http://a.example' }],
      ticket: { unknown: ['fields', 'are ignored'] },
    }
    const occurredAt = Date.parse('2026-11-25T11:30:00Z')
    expect(eventOf(body)).toEqual({
      ...kept,
      account: 'clinica-aurora',
      details: 'One\ntwo',
      occurredAt,
      links: [
        { ...dashboard, text: 'Feed dashboard' },
        { href: 'http://a.example/', text: 'a.example' },
      ],
    })
  })

  test('requires account, category and summary, and fills in the rest', () => {
    expect(eventOf({ account: 'clinica-aurora', summary: 'Down' }, 'technical')).toEqual({
      ...least,
      environment: 'production',
      action: 'trigger',
      severity: 'error',
      details: '',
      meaning: '',
      remedy: '',
      dedupKey: null,
      occurredAt: null,
      links: [],
    })
  })

  test('records which fields a resolve omits', () => {
    const resolve = { account: 'a', action: 'resolve', dedupKey: 'k' }
    expect(eventOf(resolve, 'technical')).toMatchObject({ summary: '', unsaid: ['category', 'environment'] })
    expect(eventOf({ ...resolve, category: 'emergency' })).toMatchObject({ unsaid: ['environment'] })
    const whole = { ...resolve, category: 'emergency', environment: 'sandbox' }
    for (const said of [whole, { ...least, environment: undefined }])
      expect(eventOf(said)).not.toHaveProperty('unsaid')
  })

  test.each([
    ['nothing', null, ['type']],
    ['an empty list', [], ['required']],
    ['an empty object', {}, ['/account required', '/summary required', '/category required']],
    ['no category', { account: 'a', summary: 'b' }, ['/category required']],
    ['an unknown category', { ...least, category: 'brand-support' }, ['/category value']],
    ['a number for an account', { ...least, account: 7 }, ['/account type']],
    ['an empty account', { ...least, account: ' ' }, ['/account required']],
    ['null for a summary', { ...least, summary: null }, ['/summary type']],
    ['an empty summary', { ...least, summary: '\n\u202e' }, ['/summary required']],
    ['a long summary', { ...least, summary: 'x'.repeat(1025) }, ['/summary too-long']],
    ['long details', { ...least, details: 'x'.repeat(10_001) }, ['/details too-long']],
    ['a long key', { ...least, dedupKey: 'x'.repeat(256) }, ['/dedupKey too-long']],
    ['an empty key', { ...least, dedupKey: '' }, ['/dedupKey required']],
    ['a resolve without key', { ...least, action: 'resolve' }, ['/dedupKey required']],
    ['an unknown action', { ...least, action: 'Trigger' }, ['/action value']],
    ['an unknown environment', { ...least, environment: 'staging' }, ['/environment value']],
    ['an unknown severity', { ...least, severity: 'page' }, ['/severity value']],
    ['no instant', { ...least, occurredAt: '2026-02-29T00:00:00Z' }, ['/occurredAt instant']],
    ['a script for a link', { ...least, links: [{ href: 'javascript:alert(1)' }] }, ['/links/0/href link']],
    ['a long link', { ...least, links: [{ ...link, text: 'x'.repeat(201) }] }, ['/links/0/text too-long']],
    ['too many links', { ...least, links: Array(21).fill(link) }, ['/links too-long']],
    ['bad events among good ones', [least, { ...least, account: 1 }, 'x'], ['/1/account type', '/2 type']],
    ['too many events', Array(501).fill(least), ['too-long']],
  ])('refuses %s by name', (_, body, problems) => expect(problemsOf(body)).toEqual(problems))

  test('reads a list of up to 500 in order', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...least, summary: `Event ${index}` }))
    expect(read(many)).toMatchObject({ events: many.map(({ summary }) => ({ summary })) })
  })

  test('ignores inherited properties and __proto__', () => {
    const body: unknown = JSON.parse('{"__proto__":{"account":"a","summary":"b","category":"technical"}}')
    expect(problemsOf(body)).toEqual(['/account required', '/summary required', '/category required'])
  })
})

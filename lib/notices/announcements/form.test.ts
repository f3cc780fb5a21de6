import { describe, expect, test } from 'vitest'
import { announcementFormSchema, parseAudience, writeAudience } from './form.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
const form = {
  id,
  audience: 'state=live&type=healthcare-appointments',
  category: 'technical',
  severity: 'info',
  links: 'https://desk.example/v2 Version 2',
  'en-summary': ' Version 1 ends ',
  'en-details': 'In May.\r\nFor all.',
}

describe('the form of an announcement', () => {
  test('keeps the languages that have text', () => {
    expect(announcementFormSchema.parse(form)).toEqual({
      id,
      version: undefined,
      intent: 'save',
      category: 'technical',
      severity: 'info',
      window: null,
      asksAnswer: false,
      audience: { state: 'live', type: 'healthcare-appointments' },
      links: [{ href: 'https://desk.example/v2', text: 'Version 2' }],
      texts: { en: { summary: 'Version 1 ends', details: 'In May.\nFor all.', meaning: '', remedy: '' } },
    })
  })

  test.each([
    ['nothing is written', { 'en-summary': '', 'en-details': ' ' }, 'en-summary', 'no-text'],
    ['a language has a text and no summary', { 'it-remedy': 'Passare.' }, 'it-summary', 'no-summary'],
    ['a summary is too long', { 'it-summary': 'x'.repeat(1025) }, 'it-summary', 'too-long'],
    ['a summary has two lines', { 'it-summary': 'a\nb' }, 'it-summary', 'characters'],
    ['a link is none', { links: 'javascript:alert(1)' }, 'links', 'link-lines'],
    ['the version is one that no store keeps', { version: '4294967296' }, 'version', 'invalid-input'],
    ['the category is unknown', { category: 'marketing' }, 'category', 'category-required'],
  ])('is refused when %s', (_, changed, path, message) => {
    const { error } = announcementFormSchema.safeParse({ ...form, ...changed })
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]])
  })

  test('parses the window, and reports every problem at once', () => {
    const starts = '2126-06-19T22:00'
    const window = { starts, ends: '2126-06-20T00:30', zone: 'Roma' }
    const read = { startsAt: Date.UTC(2126, 5, 19, 20), endsAt: Date.UTC(2126, 5, 19, 22, 30) }
    const parsed = announcementFormSchema.parse({ ...form, ...window })
    expect(parsed.window).toEqual({ ...read, zone: 'Europe/Rome' })
    const nowhere = announcementFormSchema.safeParse({ ...form, ...window, zone: 'nowhere' })
    expect(nowhere.error?.issues.map(({ path }) => path.join('.'))).toEqual(['zone'])
    const { error } = announcementFormSchema.safeParse({ ...form, ...window, ends: starts, category: '' })
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      ['category', 'category-required'],
      ['ends', 'window-order'],
    ])
  })

  test.each([
    ['is not asked for by itself', {}, false],
    ['is asked for by choice', { asksAnswer: 'on' }, true],
    ['is always asked for in an emergency', { category: 'emergency' }, true],
  ])('an answer %s', (_, given, asksAnswer) => {
    expect(announcementFormSchema.parse({ ...form, ...given })).toMatchObject({ asksAnswer })
  })
})

test('an audience round-trips through the URL, which drops unknown filters', () => {
  const audience = { q: 'clinica & co', state: 'live', bouncing: 'yes' }
  expect(parseAudience(writeAudience(audience))).toEqual(audience)
  expect(parseAudience('state=asleep&nonsense=1&after=3')).toEqual({})
})

import { describe, expect, test } from 'vitest'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { groupPoints, type Holder } from '#/lib/accounts/points/points.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'

import { planRoute, type RouteInput } from '#/lib/notices/routing/routing.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { listCompleteLanguages, planOutcome, textsFor } from './policy.ts'

type Given = Partial<RouteInput> & Partial<Holder> & { category?: NoticeCategory; marked?: string[] }

function planned({ category = 'technical', marked = [], ...given }: Given) {
  const { contacts = completeContacts([]), members = [], ...rest } = given
  const integrationType = { merchantIssues: 'required' } as const
  const plan = planRoute({
    route: defaultRoute(category),
    account: { state: 'live' },
    points: groupPoints({ account: { defaultLocale: 'it' }, integrationType, contacts, members }),
    marks: new Set(marked.map(addressKey)),
    environment: 'production',
    kind: 'event',
    fromSource: false,
    ...rest,
  })
  const { planned: outcome, recipients } = planOutcome(plan)
  return [outcome, recipients.map(({ shown }) => shown)]
}

const tech = 'tech@contacts.example'
const email = 'olga@aurora.example'
const members = [{ userId: 'o', email, name: '', locale: null, timeZone: null, role: 'owner' }] as const
const paused = { state: 'paused' } as const

test.each([
  ['its contacts', {}, ['reaches', [tech]]],
  ['the owners, since its contacts bounce', { marked: [tech], members }, ['reaches', [email]]],
  ['nobody, since all bounce', { marked: [tech, email], members }, ['bouncing', []]],
  ['nobody, since there is nobody', { contacts: null }, ['missing', []]],
  ['nobody, since it is paused', { category: 'production-alert', account: paused }, ['paused', []]],
  ['its contacts while paused, which stops only alerts', { account: paused }, ['reaches', [tech]]],
] as const)('it would reach %s', (_, given, expected) => {
  expect(planned(given as Given)).toEqual(expected)
})

describe('the text of an account’s notice', () => {
  const en = { summary: 'The old API ends', details: '', meaning: '', remedy: '' }
  const it = { summary: 'La vecchia API finisce', details: '', meaning: '', remedy: '' }

  test.each([
    ['its own language first, the other beside', { en, it }, 'it', { ...it, translations: { en, it: {} } }],
    ['the same for an account of the other', { en, it }, 'en', { ...en, translations: { en: {}, it } }],
    ['the one there is, by its name', { en }, 'it', { ...en, translations: { en: {} } }],
  ] as const)('%s', (_, texts, locale, expected) => {
    expect(textsFor(texts, locale)).toEqual(expected)
  })

  test('fills a missing text from the other language', () => {
    const summed = { ...it, meaning: 'Niente prenotazioni.' }
    const detailed = { ...en, details: 'It ends in May.', remedy: 'Move.' }
    const italian = { ...summed, details: detailed.details, remedy: detailed.remedy }
    const english = { ...detailed, meaning: summed.meaning }
    const texts = { en: detailed, it: summed }
    expect(textsFor(texts, 'it')).toEqual({
      ...italian,
      translations: {
        en: { ...english, borrowed: { meaning: 'it' } },
        it: { borrowed: { details: 'en', remedy: 'en' } },
      },
    })
    expect(textsFor(texts, 'en')).toEqual({
      ...english,
      translations: {
        en: { borrowed: { meaning: 'it' } },
        it: { ...italian, borrowed: { details: 'en', remedy: 'en' } },
      },
    })
    expect(listCompleteLanguages(texts)).toEqual([])
    expect(listCompleteLanguages({ en: detailed, it })).toEqual(['en'])
    expect(listCompleteLanguages({ en, it })).toEqual(['en', 'it'])
    expect(listCompleteLanguages({ it: summed })).toEqual(['it'])
  })

  test('throws without any text', () => {
    expect(listCompleteLanguages({})).toEqual([])
    expect(() => textsFor({}, 'en')).toThrow('no text')
  })
})

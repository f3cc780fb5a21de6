import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { findLanguage, locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn, translatorFor } from '#/lib/platform/i18n/messages.ts'

type Tree = { [key: string]: string | Tree }

/** Every text by its path: `{ 'gate.title': 'Contact information' }`. */
function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  )
}

function expected(text: string): string[] {
  const found = new Set<string>()
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      found.add(`${TYPE[element.type]} ${element.value}`)
      if (element.type === TYPE.tag) walk(element.children)
      if (element.type === TYPE.select || element.type === TYPE.plural) {
        for (const option of Object.values(element.options)) walk(option.value)
      }
    }
  }
  walk(parse(text))
  return [...found].sort()
}

const readFolder = (locale: string) => flatten(findLanguage(locale) as Tree)
const english = readFolder('en')
const italian = new Map(readFolder('it'))

describe('English and Italian', () => {
  test('have the same texts', () => {
    expect([...italian.keys()].sort()).toEqual(english.map(([key]) => key).sort())
  })

  test('have the same placeholders and tags in each text', () => {
    const wants = (texts: [string, string][]) =>
      Object.fromEntries(texts.map(([key, text]) => [key, expected(text)]))
    expect(wants([...italian])).toEqual(wants(english))
  })

  test('leave no text empty', () => {
    expect([...english, ...italian].filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

test('every link to the guide calls it by one name', () => {
  for (const { help, gate, apiDocs, common, confirmations, mail } of locales.map(messagesIn)) {
    const names = [help.title, gate.guide, apiDocs.help, common.help, confirmations.unknown.help]
    names.push(mail['address-changed'].action)
    expect(new Set(names)).toEqual(new Set([help.title]))
  }
  expect([messagesIn('en').help.title, messagesIn('it').help.title]).toEqual([
    'How to get help',
    'Come ottenere assistenza',
  ])
})

test('the mail about a bouncing address names the button that tries it again', () => {
  for (const { addressStatus, mail } of locales.map(messagesIn))
    expect(mail['address-bouncing'].correct).toContain(`“${addressStatus.tryAgain}”`)
})

describe('Italian says tu', () => {
  /** Every sentence, also of each plural or choice, with the path of its text. */
  const sentences = [...italian].flatMap(([key, text]) =>
    text.split(/(?<=[.;:!?])\s|[{}]/).map((sentence) => ({ key, sentence: sentence.trim() })),
  )

  test('and uses the imperative for requests', () => {
    // “Ricaricare la pagina.” is a request; “Aprire il link non cambia nulla.” and “Rimuovere Anna?” are not.
    const infinitive =
      /^(?!Compare)\p{Lu}\p{Ll}+[aei]r(?:e|lo|la|li|le|ne|si)\b(?! .*\b(?:ha|cambia|mostra)\b).*[.;,]$/u
    const impersonal = /\b(?:occorre|bisogna|conviene)\b/iu
    const asking = sentences.filter(({ sentence }) => infinitive.test(sentence) || impersonal.test(sentence))
    expect(asking.filter(({ key }) => !key.startsWith('sources.scopes.'))).toEqual([])
  })

  test('and never voi, also to a team', () => {
    const voi =
      /\b(?:vostr[oaie]|voi|vi|ve ne|siete|state (?:per|\p{Ll}+ndo)|(?:pot|dov|av|vol|ved|ricev|scriv|chiud|prem|rispond|potr|dovr|avr|sar)ete)\b/iu
    expect(sentences.filter(({ sentence }) => voi.test(sentence))).toEqual([])
  })

  test('and quotes as English does', () => {
    expect(sentences.filter(({ sentence }) => /[«»]/u.test(sentence))).toEqual([])
  })
})

test.each([
  [1, 0, 0, '1 avviso aperto, nessuno in ritardo', '1 avviso aperto, nessuno in ritardo'],
  [2, 1, 1, '1 emergenza, 2 avvisi aperti, 1 in ritardo', '2 avvisi aperti, 1 in ritardo'],
])('%i open and %i overdue agree in number in Italian', (open, overdue, emergencies, production, more) => {
  const t = translatorFor('it', 'attention')
  expect(t('production.title', { open, overdue, emergencies })).toBe(
    `In Produzione serve il tuo intervento: ${production}`,
  )
  expect(t('more.title', { open, overdue })).toBe(`In totale: ${more}`)
})

test('what a link acknowledged is spoken of by its number and kind', () => {
  const t = translatorFor('it', 'acknowledge')
  expect(t('answered', { kind: 'event', count: 2 })).toBe('Questi avvisi sono presi in carico')
  expect(t('next', { count: 2 })).toContain('Gli avvisi restano aperti')
  expect(t('answered', { kind: 'drill', count: 1 })).toBe('Questa esercitazione è presa in carico')
})

describe('one thing has one name', () => {
  test.each(['en', 'it'] as const)('the button that sends a reminder of what is missing, in %s', (locale) => {
    const { adminAccount, adminAccounts, bulk, unreachable, questions } = messagesIn(locale)
    const buttons = [adminAccount.nudge.action, bulk.kinds.nudge, bulk.bar.do.nudge, unreachable.next.nudge]
    expect(new Set([...buttons, adminAccounts.rows.nudge, questions.what.nudge.submit]).size).toBe(1)
  })

  test('what to do about a notice, in pages and mails', () => {
    for (const { notices, adminNotices, mail } of [messagesIn('en'), messagesIn('it')])
      expect([notices.fix, adminNotices.write.remedy]).toEqual([mail.notice.fix, mail.notice.fix])
  })

  const pages = (texts: Iterable<[string, string]>) => [...texts].filter(([key]) => !key.startsWith('mail.'))
  const withWord = (texts: Iterable<[string, string]>, word: RegExp) =>
    pages(texts).filter(([, text]) => word.test(text))

  test.each([
    ['rimosso, not tolto', /\btol(?:t[oaie]|g(?:o|li\p{Ll}*|ono|a|ano)|gono|lere)\b|\btogli/iu],
    ['passkey reimpostate, not azzerate', /\bazzer/iu],
    ['via email, not per email', /\bper email\b/iu],
    ['the level of a route, not its passo', /(?<!Prossimo |prossimo )\bpass[oi]\b(?! più)/u],
    ['an address with email respinte, not an indirizzo respinto', /\brespint[oi]\b/iu],
  ])('in Italian: %s', (_, word) => {
    const others = withWord(italian, word).filter(([key]) => !key.startsWith('palette.words.'))
    expect(others).toEqual([])
  })

  test('in Italian mails, too, an address has email respinte', () => {
    expect([...italian].filter(([, text]) => /indirizz[oi] respint/iu.test(text))).toEqual([])
  })

  test.each([
    ['emailed, not mailed', /\bmailed\b/i],
    ['notified, not told', /\b(?:is|are|was|were|be) told\b/i],
    ['a percentage without a space', /\d %|\} %/],
    ['an apostrophe, not a straight quote', /\p{L}'\p{L}/u],
  ])('in English: %s', (_, word) => expect(withWord(english, word)).toEqual([]))
})

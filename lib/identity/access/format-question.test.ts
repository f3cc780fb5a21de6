import { expect, test } from 'vitest'
import { messagesIn, translatorFor } from '#/lib/platform/i18n/messages.ts'
import { type Asks, nameButtons } from './format-question.ts'

const kinds = Object.keys(messagesIn('en').questions.what) as Asks['what'][]
const verbOf = (label: string) => label.toLowerCase().split(' ')[0]

test.each(['en', 'it'].flatMap((locale) => kinds.map((kind) => [locale, kind] as const)))(
  'in %s the buttons of the question %s have different verbs',
  (locale, kind) => {
    const { submit, cancel } = nameButtons(locale, kind)
    expect(verbOf(submit)).not.toBe(verbOf(cancel))
  },
)

test.each(['en', 'it'])('in %s an undo is named by another verb than its question is left by', (locale) => {
  const undo = translatorFor(locale, 'notices')('answer.undo')
  const ofLink = translatorFor(locale, 'acknowledge')('undo', { count: 1 })
  const cancel = translatorFor(locale, 'common')('cancel')
  for (const kind of ['undo', 'handBack'] as const) {
    const verbs = [undo, ofLink, nameButtons(locale, kind).submit].map(verbOf)
    expect(verbs).not.toContain(verbOf(cancel))
    expect(verbs).not.toContain(verbOf(nameButtons(locale, kind).cancel))
  }
})

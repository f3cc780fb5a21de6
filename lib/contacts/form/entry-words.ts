import type { BrandSupport, ContactAddress } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { sayWindow } from '#/lib/contacts/hours/hours-words.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import type { FieldChange } from './compare.ts'

/** An address in one line, with what stands beside it: "oncall@a.example (On-call pager, mail in English)". */
export function sayContact(contact: ContactAddress | BrandSupport, locale: Locale): string {
  const language = contact.locale && languageName(contact.locale, locale)
  const beside = [
    contact.label,
    language && translatorFor(locale, 'contacts')('details.language', { language }),
    'phone' in contact && contact.phone,
    'helpUrl' in contact && contact.helpUrl,
  ].filter(Boolean)
  return beside.length > 0 ? `${contact.address} (${beside.join(', ')})` : contact.address
}

/** A language's name as the reader's language writes it within a sentence: "Italian", "inglese". */
export function languageName(language: Locale, locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language
}

/** What changed in a field, a sentence for each entry. `names` are those of people, by their id. */
export function sayChange(change: FieldChange, names: Record<string, string>, locale: Locale): string[] {
  const t = translatorFor(locale, 'contacts')
  const somebody = t('history.somebody')
  switch (change.field) {
    case 'alerts':
      return sayEntries(change, (userId) => namePerson(names[userId] ?? '', locale) || somebody, locale)
    case 'support-hours':
      return sayEntries(change, (window) => sayWindow(window, locale), locale)
    case 'brand-support':
      return sayEntries(change, (brand) => sayContact(brand, locale), locale)
    default:
      return sayEntries(change, (contact) => sayContact(contact, locale), locale)
  }
}

function namePerson(name: string, locale: Locale): string {
  return isErased(name) ? translatorFor(locale, 'personal')('erasedPerson') : name
}

function sayEntries<Entry>(
  change: { added: Entry[]; removed: Entry[]; altered: { before: Entry; after: Entry }[] },
  say: (entry: Entry) => string,
  locale: Locale,
): string[] {
  const t = translatorFor(locale, 'contacts')
  return [
    ...change.removed.map((entry) => t('history.removed', { entry: say(entry) })),
    ...change.altered.map(({ before, after }) =>
      t('history.altered', { before: say(before), after: say(after) }),
    ),
    ...change.added.map((entry) => t('history.added', { entry: say(entry) })),
  ]
}

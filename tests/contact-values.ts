import fc from 'fast-check'
import {
  type AddressFieldId,
  // biome-ignore lint/style/noRestrictedImports: makes contacts of each field
  addressFieldIds,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  emptyContacts,
} from '#/db/words/accounts.ts'
import { withRowToWriteInto } from '#/lib/contacts/form/values.ts'

export function contact(address: string, label = ''): ContactAddress {
  return { address, label, locale: null }
}

/** A complete account's contact information, as in the demo; its alert contact is the member `paolo`. */
export function levante(): ContactInformation {
  return {
    ...emptyContacts(),
    alerts: ['paolo'],
    'technical-emergency': [contact('oncall@levante.example', 'On-call pager')],
    technical: [contact('tech@levante.example')],
    'merchant-issues': [contact('esercenti@levante.example')],
    operations: [contact('operativo@levante.example')],
    'brand-support': { ...contact('assistenza@levante.example'), phone: '', helpUrl: '' },
    'support-hours': [
      { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
      { days: [6], opens: '09:00', closes: '13:00', zone: 'Europe/Rome' },
    ],
  }
}

/** What a release without technical contacts would have stored. */
export function olderContacts<Contacts extends object>(contacts: Contacts): Contacts {
  return Object.fromEntries(Object.entries(contacts).filter(([field]) => field !== 'technical')) as Contacts
}

/** The same for each field that holds a list of addresses. */
export function inEachList<List>(list: List) {
  return Object.fromEntries(addressFieldIds.map((field) => [field, list])) as Record<AddressFieldId, List>
}

/** Any values of the form: any text, any number of rows. */
export function anyFormValues(): fc.Arbitrary<ContactFormValues> {
  const text = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      'a@b.example',
      'A@b.example',
      'c@d.example',
      'en',
      'it',
      '09:00',
      '24:00',
      'Europe/Rome',
    ),
    fc.string({ maxLength: 20 }),
  )
  const address = fc.record({ address: text, label: text, locale: text })
  const days = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'), { maxLength: 7 })
  const rows = fc.array(address, { maxLength: 4 })
  return fc
    .record({
      alerts: fc.uniqueArray(fc.constantFrom('paolo', 'elena', 'luca', 'stranger'), { maxLength: 4 }),
      ...inEachList(rows),
      'brand-support': fc.record({ address: text, label: text, locale: text, phone: text, helpUrl: text }),
      'support-hours': fc.array(fc.record({ days, opens: text, closes: text, zone: text }), { maxLength: 4 }),
      endpoints: fc.constantFrom<ContactFormValues['endpoints']>(
        {},
        { alerts: ['one'] },
        { technical: ['two', 'one'] },
      ),
    })
    .map(withRowToWriteInto)
}

/** The names and values of a form that `parseForm` reads back as these values. */
export function listFormEntries(values: ContactFormValues): [name: string, value: string][] {
  const entries: [string, string][] = values.alerts.map((userId) => ['alerts', userId])
  for (const [field, ids] of Object.entries(values.endpoints))
    for (const id of ids) entries.push([`${field}.endpoints`, id])
  for (const field of addressFieldIds) {
    values[field].forEach(({ address, label, locale }, index) => {
      const row = `${field}.${index}`
      entries.push([`${row}.address`, address], [`${row}.label`, label], [`${row}.locale`, locale])
    })
  }
  const { address, label, locale, phone, helpUrl } = values['brand-support']
  for (const [part, text] of Object.entries({ address, label, locale, phone, helpUrl }))
    entries.push([`brand-support.${part}`, text])
  values['support-hours'].forEach(({ days, opens, closes, zone }, index) => {
    const row = `support-hours.${index}`
    for (const day of days) entries.push([`${row}.days`, day])
    entries.push([`${row}.opens`, opens], [`${row}.closes`, closes], [`${row}.zone`, zone])
  })
  return entries
}

import fc from 'fast-check'
import type { ContactAddress, ContactFormValues, ContactInformation } from '#/db/words/contacts.ts'
import { withRowToWriteInto } from '#/lib/contacts/form/form-rows.ts'

export function contact(address: string, label = ''): ContactAddress {
  return { address, label, locale: null }
}

/** A complete account's contact information, as in the demo; its alert contact is the member `paolo`. */
export function levante(): ContactInformation {
  return {
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

/** Whatever can stand in the form: any text, any number of rows. */
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
      'technical-emergency': rows,
      technical: rows,
      'merchant-issues': rows,
      operations: rows,
      'brand-support': fc.record({ address: text, label: text, locale: text, phone: text, helpUrl: text }),
      'support-hours': fc.array(fc.record({ days, opens: text, closes: text, zone: text }), { maxLength: 4 }),
    })
    .map(withRowToWriteInto)
}

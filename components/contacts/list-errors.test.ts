import { expect, test } from 'vitest'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import type { ContactTexts } from './form-parts.tsx'
import { listContactErrors } from './list-errors.ts'

const { contacts, fields } = messagesIn('en')
const texts = { ...contacts.form, fields } as unknown as ContactTexts

test('names the field and its part in each line of the error summary', () => {
  const wrong = 'Write a time, such as 09:00.'
  const expected = {
    alerts: 'Alert contacts',
    'technical.0.address': 'Technical non-emergency contacts › Address 1',
    'technical.1.label': 'Technical non-emergency contacts › Address 2 › Label',
    'brand-support.address': 'Operational contact (for sharing with users) › Public address',
    'brand-support.phone': 'Operational contact (for sharing with users) › Phone',
    'support-hours.0.days': 'Operational support › Hours 1 › Days',
    'support-hours.1.opens': 'Operational support › Hours 2 › From',
    'support-hours.1.zone': 'Operational support › Hours 2 › Time zone',
    'choose.technical': 'Technical non-emergency contacts',
  }
  const errors = Object.fromEntries(Object.keys(expected).map((name) => [name, wrong]))
  expect(listContactErrors(errors, texts)).toEqual(
    Object.entries(expected).map(([fieldId, named]) => ({ fieldId, message: `${named}: ${wrong}` })),
  )
})

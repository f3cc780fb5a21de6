import { expect, test } from 'vitest'
import { fieldIds } from '#/db/words/contacts.ts'
import { messages } from '#/lib/platform/i18n/messages.ts'
import type { ContactTexts } from './form-parts.tsx'
import { listContactErrors } from './list-errors.ts'

const { form, fields } = messages.en.contacts
const texts = {
  ...form,
  fields: Object.fromEntries(fieldIds.map((id) => [id, fields[id]])),
} as unknown as ContactTexts

test('each line of the summary says which part of which field it is about', () => {
  const wrong = 'Write a time, such as 09:00.'
  const names = [
    'alerts',
    'technical.0.address',
    'technical.1.address',
    'technical.1.label',
    'brand-support.address',
    'brand-support.phone',
    'support-hours.0.days',
    'support-hours.0.opens',
    'support-hours.0.closes',
    'support-hours.1.opens',
    'support-hours.1.zone',
    'choose.technical',
  ]
  const lines = listContactErrors(Object.fromEntries(names.map((name) => [name, wrong])), texts)
  expect(lines.map(({ fieldId }) => fieldId)).toEqual(names)
  expect(lines.map(({ message }) => message.replace(`: ${wrong}`, ''))).toEqual([
    'Alert contacts',
    'Technical non-emergency contacts › Address 1',
    'Technical non-emergency contacts › Address 2',
    'Technical non-emergency contacts › Address 2 › Label',
    'Operational contact (for sharing with users) › Public address',
    'Operational contact (for sharing with users) › Phone',
    'Operational support › Window 1 › Days',
    'Operational support › Window 1 › From',
    'Operational support › Window 1 › To',
    'Operational support › Window 2 › From',
    'Operational support › Window 2 › Time zone',
    'Technical non-emergency contacts',
  ])
})

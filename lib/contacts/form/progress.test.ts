import { expect, test } from 'vitest'
import type { ContactFormValues, MerchantIssuesRule } from '#/db/words/contacts.ts'
import { levante } from '#/tests/contact-values.ts'
import { emptyValues, toFormValues } from './form-rows.ts'
import { draftProgress } from './progress.ts'

const memberIds = ['elena', 'paolo']

test.each<[string, ContactFormValues, MerchantIssuesRule, number, number]>([
  ['nothing', emptyValues(), 'hidden', 0, 6],
  ['nothing, with merchant issues', emptyValues(), 'required', 0, 7],
  ['everything', toFormValues(levante()), 'hidden', 6, 6],
  ['everything, with merchant issues', toFormValues(levante()), 'required', 7, 7],
  [
    'what is optional does not count',
    { ...emptyValues(), 'merchant-issues': toFormValues(levante()).technical },
    'optional',
    0,
    6,
  ],
  [
    'two are still wrong',
    {
      ...toFormValues(levante()),
      technical: [
        { address: 'tech@levante.example', label: '', locale: '' },
        { address: 'x', label: '', locale: '' },
      ],
      alerts: ['stranger'],
    },
    'hidden',
    4,
    6,
  ],
])('%s', (_, values, merchantIssues, valid, required) => {
  expect(draftProgress(values, { memberIds, merchantIssues })).toEqual({
    valid,
    required,
  })
})

import { expect, test } from 'vitest'
import { completeContacts, draftValues } from '#/seed/accounts.ts'
import { entriesOf, filterLists, mapEntries } from './entries.ts'
import { fieldsWith } from './fields-with.ts'

const listed = (contacts: Parameters<typeof entriesOf>[0]) =>
  entriesOf(contacts).map(({ field, entry }) => `${field}: ${entry.address.split('@')[0]}`)
const complete = completeContacts(['anna'])
const all = [
  'technical-emergency: oncall',
  'technical: tech',
  'merchant-issues: merchants',
  'operations: operations',
  'brand-support: support',
]

test('lists the addresses of a revision and of a draft in the order of the form', () => {
  expect(listed(complete)).toEqual(all)
  expect(listed({ ...complete, 'brand-support': null })).toEqual(all.slice(0, -1))
  expect(listed(draftValues({ technical: [{ address: 'a', label: '', locale: '' }] }))).toEqual([
    'technical: a',
    'brand-support: ',
  ])
  expect(listed(null)).toEqual([])
})

test('maps every entry and nothing else', () => {
  const changed = mapEntries(complete, (entry, field) => ({ ...entry, label: field }))
  expect(entriesOf(changed).every(({ field, entry }) => entry.label === field)).toBe(true)
  expect(mapEntries(changed, (entry, field) => ({ ...entry, label: field }))).toEqual(changed)
  expect({ ...changed, ...complete }).toEqual(complete)
  expect(mapEntries({ ...complete, 'brand-support': null }, (entry) => entry)['brand-support']).toBeNull()
})

test('removes listed entries and leaves brand support', () => {
  expect(listed(filterLists(complete, (_, field) => field === 'technical'))).toEqual([all[1], all[4]])
})

test.each([
  ['whatever its case', 'Marco@a.example', 'MARCO@a.example'],
  ['typed in a draft with spaces', ' marco@a.example ', 'marco@a.example'],
  ['typed with its domain in its own letters', 'marco@clinica-è.example', 'marco@xn--clinica--80a.example'],
])('finds the fields with an address %s', (_, typed, sought) => {
  const entry = { address: typed, label: '', locale: null }
  const own = { technical: [entry, entry], 'brand-support': { ...entry, phone: '', helpUrl: '' } }
  expect(fieldsWith({ ...complete, ...own }, sought)).toEqual(['technical', 'brand-support'])
  expect(fieldsWith(complete, sought)).toEqual([])
  expect(fieldsWith(null, sought)).toEqual([])
})

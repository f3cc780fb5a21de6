import { describe, expect, test } from 'vitest'
import {
  applyIntent,
  focusAfter,
  readAddressIntent,
  readIntent,
  readTestIntent,
} from '#/lib/contacts/form-intent.ts'
import { blankAddressRow, emptyValues, toFormValues } from '#/lib/contacts/form-rows.ts'
import { splitPasted } from '#/lib/contacts/paste.ts'
import { levante } from '#/tests/contact-values.ts'
import { processorTime } from '#/tests/processor-time.ts'

const rome = 'Europe/Rome'

function addressesAfter(intent: string, addresses: string[]) {
  const values = emptyValues()
  values.technical = addresses.map((address) => ({ address, label: 'Desk', locale: 'it' }))
  return applyIntent(values, intent, rome).technical.map((row) => row.address)
}

describe('the buttons of the form', () => {
  test.each([
    ['add:technical', ['a'], ['a', '']],
    ['add:technical', ['a@b.example, c@d.example'], ['a@b.example', 'c@d.example', '']],
    ['remove:technical:0', ['a', 'b'], ['b']],
    ['remove:technical:1', ['a', 'b'], ['a']],
    ['remove:technical:2', ['a', 'b'], ['a', 'b']],
    ['remove:technical:0', ['a'], ['']],
    ['remove:technical:-1', ['a', 'b'], ['a', 'b']],
    ['remove:technical:', ['a', 'b'], ['a', 'b']],
    ['add:alerts', ['a'], ['a']],
    ['add:__proto__', ['a'], ['a']],
    ['submit', ['a'], ['a']],
    ['', ['a'], ['a']],
  ])('%s turns %j into %j', (intent, before, after) => {
    expect(addressesAfter(intent, before)).toEqual(after)
  })

  test('parted addresses keep the label and language of their row', () => {
    const values = emptyValues()
    values.technical = [{ address: 'a@b.example c@d.example', label: 'Desk', locale: 'it' }]
    expect(applyIntent(values, 'add:technical', rome).technical[1]).toEqual({
      address: 'c@d.example',
      label: 'Desk',
      locale: 'it',
    })
  })

  test('never grow a list beyond what is handed back', () => {
    let values = emptyValues()
    for (let press = 0; press < 100; press++) values = applyIntent(values, 'add:technical', rome)
    expect(values.technical.length).toBeLessThanOrEqual(51)
  })

  test('a preset replaces the windows of its zone and leaves the others', () => {
    const values = toFormValues(levante())
    values['support-hours'].push({ days: ['7'], opens: '10:00', closes: '12:00', zone: 'Asia/Kathmandu' })
    const after = applyIntent(values, 'preset:24/7', rome)['support-hours']
    expect(after).toEqual([
      { days: ['1', '2', '3', '4', '5', '6', '7'], opens: '00:00', closes: '24:00', zone: rome },
      { days: ['7'], opens: '10:00', closes: '12:00', zone: 'Asia/Kathmandu' },
    ])
    expect(applyIntent(emptyValues(), 'preset:business', rome)['support-hours']).toEqual([
      { days: ['1', '2', '3', '4', '5'], opens: '09:00', closes: '18:00', zone: rome },
    ])
  })

  test('a new window starts in the zone of the last', () => {
    const values = emptyValues()
    expect(applyIntent(values, 'add:support-hours', rome)['support-hours'][1]?.zone).toBe(rome)
    values['support-hours'] = [{ days: [], opens: '', closes: '', zone: 'Asia/Kathmandu' }]
    expect(applyIntent(values, 'add:support-hours', rome)['support-hours'][1]?.zone).toBe('Asia/Kathmandu')
  })

  test('the values given are left as they were', () => {
    const values = toFormValues(levante())
    const before = structuredClone(values)
    for (const intent of ['add:technical', 'remove:technical:0', 'preset:24/7', 'add:support-hours']) {
      applyIntent(values, intent, rome)
    }
    expect(values).toEqual(before)
  })

  test('a test is asked of a field that notices go to, and of no other', () => {
    expect(readTestIntent('test:technical')).toBe('technical')
    expect(readTestIntent('test:alerts')).toBe('alerts')
    for (const intent of [
      'test:brand-support',
      'test:owners',
      'test:',
      'add:technical',
      'draft',
      'test:technical:1:2',
    ])
      expect(readTestIntent(intent)).toBe(intent.startsWith('test:technical') ? 'technical' : null)
    expect(readIntent('test:technical')).toBeNull()
  })

  test('the focus goes where one writes next', () => {
    const values = applyIntent(toFormValues(levante()), 'add:technical', rome)
    expect(focusAfter(values, 'add:technical')).toBe('technical.1.address')
    expect(focusAfter(values, 'remove:technical:5')).toBe('technical.1.address')
    expect(focusAfter(values, 'preset:24/7')).toBe('support-hours.0.opens')
    expect(focusAfter(values, 'save')).toBeNull()
  })
})

describe('pasted text', () => {
  test.each([
    ['', []],
    ['a@b.example', ['a@b.example']],
    ['a@b.example,c@d.example', ['a@b.example', 'c@d.example']],
    ['a@b.example; c@d.example\r\ne@f.example\t', ['a@b.example', 'c@d.example', 'e@f.example']],
    ['Giulia <a@b.example>, Marco Neri <c@d.example>', ['a@b.example', 'c@d.example']],
    ['"Rossi, Giulia" <a@b.example>; <c@d.example>', ['a@b.example', 'c@d.example']],
    ['Giulia <a@b.example>', ['Giulia <a@b.example>']],
    ['giulia rossi', ['giulia rossi']],
    ['giulia, c@d.example, e@f.example', ['giulia', 'c@d.example', 'e@f.example']],
    ['"a@evil"@b.example', ['"a@evil"@b.example']],
  ])('%j makes the rows %j', (text, rows) => {
    expect(splitPasted(text)).toEqual(rows)
  })

  test('a megabyte is answered at once, in few rows', () => {
    const spent = processorTime(() => {
      for (const piece of ['a@b.example,', '<', '@', 'a ', 'a@']) {
        expect(splitPasted(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(51)
      }
    })
    expect(spent).toBeLessThan(1000)
  })
})

test.each([
  ['again:technical.1', { verb: 'again', address: 'b@x.example' }],
  ['try:brand-support', { verb: 'try', address: 'c@x.example' }],
  ['again:technical.2', null],
  ['again:technical', null],
  ['again:alerts.0', null],
  ['again:operations.0', null],
  ['test:technical.0', null],
])('%s asks for %j', (intent, asked) => {
  const values = {
    ...emptyValues(),
    technical: [blankAddressRow('a@x.example'), blankAddressRow(' b@x.example ')],
    'brand-support': { ...blankAddressRow('c@x.example'), phone: '', helpUrl: '' },
  }
  expect(readAddressIntent(intent, values)).toEqual(asked)
})

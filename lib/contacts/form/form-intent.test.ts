import { describe, expect, test } from 'vitest'
import { levante } from '#/tests/contact-values.ts'
import { processorTime } from '#/tests/processor-time.ts'
import {
  applyIntent,
  focusAfter,
  listOverfull,
  parseAddressIntent,
  parseIntent,
  parseTestIntent,
  withPasted,
} from './form-intent.ts'
import { splitAddresses, splitPasted } from './paste.ts'
import { blankAddressRow, emptyValues, toFormValues } from './values.ts'

const rome = 'Europe/Rome'

function addressesAfter(intent: string, addresses: string[]) {
  const values = emptyValues()
  values.technical = addresses.map((address) => ({ address, label: 'Desk', locale: 'it' }))
  return applyIntent(values, intent, rome).technical.map((row) => row.address)
}

describe('the buttons of the form', () => {
  test.each([
    ['add:technical', ['a'], ['a', '']],
    ['add:technical', ['a@b.example, c@d.example'], ['a@b.example', 'c@d.example']],
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

  test('parting leaves no empty row, and none without what was typed beside it', () => {
    const values = emptyValues()
    const labelled = { ...blankAddressRow(), label: 'Desk' }
    values.technical = [blankAddressRow(), labelled, blankAddressRow('a@b.example c@d.example')]
    expect(applyIntent(values, 'add:technical', rome).technical).toEqual([
      labelled,
      blankAddressRow('a@b.example'),
      blankAddressRow('c@d.example'),
    ])
  })

  test('parting more than is handed back drops none of them', () => {
    const typed = Array.from({ length: 60 }, (_, at) => `${at}@b.example`).join(' ')
    expect(addressesAfter('add:technical', [typed])).toEqual([typed, ''])
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
    expect(parseTestIntent('test:technical')).toBe('technical')
    expect(parseTestIntent('test:alerts')).toBe('alerts')
    for (const intent of [
      'test:brand-support',
      'test:owners',
      'test:',
      'add:technical',
      'draft',
      'test:technical:1:2',
    ])
      expect(parseTestIntent(intent)).toBe(intent.startsWith('test:technical') ? 'technical' : null)
    expect(parseIntent('test:technical')).toBeNull()
  })

  test('the focus goes where one writes next', () => {
    const values = applyIntent(toFormValues(levante()), 'add:technical', rome)
    expect(focusAfter(values, 'add:technical')).toBe('technical.1.address')
    expect(focusAfter(values, 'remove:technical:5')).toBe('technical.1.address')
    expect(focusAfter(values, 'preset:24/7')).toBe('support-hours.0.opens')
    expect(focusAfter(values, 'save')).toBeNull()
  })
})

const cognome = '"Cognome, Nome" <uno@b.example>; non-un-indirizzo, due@b.example'

describe('a list of addresses', () => {
  test.each<[string, string[]]>([
    ['', []],
    [' ,;\n ', []],
    ['a@b.example', ['a@b.example']],
    ['a@b.example,c@d.example', ['a@b.example', 'c@d.example']],
    ['a@b.example; c@d.example\r\ne@f.example\t', ['a@b.example', 'c@d.example', 'e@f.example']],
    [cognome, ['uno@b.example', 'non-un-indirizzo', 'due@b.example']],
    ['"Rossi; \\"Gi\\", G" <a@b.example>,<c@d.example>', ['a@b.example', 'c@d.example']],
    ['Giulia (Ops) <a@b.example>, Marco Neri <c@d.example>', ['a@b.example', 'c@d.example']],
    ['Giulia <a@b.example> Marco <c@d.example>', ['a@b.example', 'c@d.example']],
    ['\'a@b.example\' <a@b.example>; "c@d.example" <c@d.example>', ['a@b.example', 'c@d.example']],
    ['Rossi, Giulia <a@b.example>; Dell’Orto, Marco <c@d.example>', ['a@b.example', 'c@d.example']],
    ['Rossi, Giulia <a@b.example>, Marco <c@d.example>', ['Rossi', 'a@b.example', 'c@d.example']],
    ['giulia, Marco <c@d.example>', ['giulia', 'c@d.example']],
    ['a@b.example giulia rossi', ['a@b.example', 'giulia', 'rossi']],
    ['Giulia <a@b.example> rossi', ['a@b.example', 'rossi']],
    ['other@x.example <a@b.example>', ['other@x.example', 'a@b.example']],
    ['"a@evil"@b.example, <b>x</b>@c.example', ['"a@evil"@b.example', '<b>x</b>@c.example']],
    ['"never closed <a@b.example>, c@d.example', ['"never', 'closed', 'a@b.example', 'c@d.example']],
    ['Giulia <a@b.example, c@d.example', ['Giulia', '<a@b.example', 'c@d.example']],
  ])('%j holds %j', (text, parts) => {
    expect(splitAddresses(text)).toEqual(parts)
  })

  test('any long text is parted at once', () => {
    const spent = processorTime(() => {
      for (const piece of [
        'a@b.example,',
        '<',
        '>',
        '"',
        '\\"',
        '@',
        'a ',
        'a@',
        '<a@b> ',
        '"" ',
        ',',
        ' ',
        'A, ',
      ]) {
        splitAddresses(piece.repeat(250_000 / piece.length))
      }
    })
    expect(spent).toBeLessThan(3000)
  })
})

describe('pasted text', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['a@b.example', ['a@b.example']],
    [cognome, ['uno@b.example', 'non-un-indirizzo', 'due@b.example']],
    ['"Rossi, Giulia" <a@b.example>', ['a@b.example']],
    ['giulia rossi', ['giulia rossi']],
    ['giulia, c@d.example', ['giulia, c@d.example']],
  ])('%j makes the rows %j', (text, rows) => {
    expect(splitPasted(text)).toEqual(rows)
  })

  test('becomes rows below the one it was pasted into, and no empty one', () => {
    const before = [blankAddressRow('x@b.example'), blankAddressRow(), blankAddressRow()]
    const values = { ...emptyValues(), technical: before }
    const after = withPasted(values, 'technical', 1, ['a@b.example', 'c@d.example'])
    expect(after?.technical.map(({ address }) => address)).toEqual([
      'x@b.example',
      'a@b.example',
      'c@d.example',
    ])
    expect(
      withPasted(values, 'technical', 0, ['a@b.example'])?.technical.map(({ address }) => address),
    ).toEqual(['x@b.example', 'a@b.example'])
  })

  test('of more than fit is said to be too many', () => {
    const pasted = (count: number) => Array.from({ length: count }, (_, at) => `${at}@b.example`)
    const rowsOf = (count: number) =>
      withPasted(emptyValues(), 'technical', 0, pasted(count)) ?? emptyValues()
    expect(listOverfull(rowsOf(10))).toEqual([])
    expect(listOverfull(rowsOf(12))).toEqual([{ path: 'technical.10.address', count: 12 }])
  })

  test('of more rows than are handed back becomes none', () => {
    const many = Array.from({ length: 51 }, (_, at) => `${at}@b.example`)
    expect(withPasted(emptyValues(), 'technical', 0, many)?.technical).toHaveLength(51)
    expect(withPasted(emptyValues(), 'technical', 0, [...many, 'z@b.example'])).toBeNull()
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
  expect(parseAddressIntent(intent, values)).toEqual(asked)
})

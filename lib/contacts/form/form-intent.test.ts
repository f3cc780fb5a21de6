import { describe, expect, test } from 'vitest'
import { levante } from '#/tests/contact-values.ts'
import { processorTime } from '#/tests/processor-time.ts'
import {
  applyIntent,
  focusAfter,
  listOverfull,
  parseAddressIntent,
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
  ])('%s turns %j into %j', (intent, before, after) => expect(addressesAfter(intent, before)).toEqual(after))

  test('splits rows without leaving empty ones, and keeps the text beside an address', () => {
    const row = (address: string) => ({ address, label: 'Desk', locale: 'it' })
    const technical = [blankAddressRow(), row('a@b.example c@d.example'), row('')]
    const split = applyIntent({ ...emptyValues(), technical }, 'add:technical', rome)
    expect(split.technical).toEqual([row('a@b.example'), row('c@d.example'), row('')])
  })

  test('drops no address when splitting makes more rows than the form returns', () => {
    const typed = Array.from({ length: 60 }, (_, at) => `${at}@b.example`).join(' ')
    expect(addressesAfter('add:technical', [typed])).toEqual([typed, ''])
  })

  test('never grow a list beyond what the form returns', () => {
    let values = emptyValues()
    for (let press = 0; press < 100; press++) values = applyIntent(values, 'add:technical', rome)
    expect(values.technical.length).toBeLessThanOrEqual(51)
  })

  test('a preset replaces the windows of its zone and leaves the others', () => {
    const values = toFormValues(levante())
    const elsewhere = { days: ['7'], opens: '10:00', closes: '12:00', zone: 'Asia/Kathmandu' }
    values['support-hours'].push(elsewhere)
    const always = { days: [...'1234567'], opens: '00:00', closes: '24:00', zone: rome }
    expect(applyIntent(values, 'preset:24/7', rome)['support-hours']).toEqual([always, elsewhere])
    const business = { days: [...'12345'], opens: '09:00', closes: '18:00', zone: rome }
    expect(applyIntent(emptyValues(), 'preset:business', rome)['support-hours']).toEqual([business])
  })

  test.each([
    ['Asia/Tokyo', 'Asia/Tokyo'],
    [' Tokyo ', 'Tokyo'],
    ['', rome],
  ])('a preset replaces the last one in the zone that is typed: %j', (typed, zone) => {
    const values = applyIntent(emptyValues(), 'preset:24/7', rome)
    const [always] = values['support-hours']
    if (always) always.zone = typed
    const business = { days: [...'12345'], opens: '09:00', closes: '18:00', zone }
    expect(applyIntent(values, 'preset:business', rome)['support-hours']).toEqual([business])
  })

  test('no window of the whole week is left beside a preset, whatever its zone', () => {
    const values = toFormValues(levante())
    values['support-hours'].push({
      days: [...'1234567'],
      opens: '00:00',
      closes: '24:00',
      zone: 'Asia/Tokyo',
    })
    const business = { days: [...'12345'], opens: '09:00', closes: '18:00', zone: rome }
    expect(applyIntent(values, 'preset:business', rome)['support-hours']).toEqual([business])
  })

  test('a new window starts in the zone of the last', () => {
    const values = emptyValues()
    expect(applyIntent(values, 'add:support-hours', rome)['support-hours'][1]?.zone).toBe(rome)
    values['support-hours'] = [{ days: [], opens: '', closes: '', zone: 'Asia/Kathmandu' }]
    expect(applyIntent(values, 'add:support-hours', rome)['support-hours'][1]?.zone).toBe('Asia/Kathmandu')
  })

  test.each([
    ['test:technical', 'technical'],
    ['test:alerts', 'alerts'],
    ['test:brand-support', null],
    ['test:', null],
    ['add:technical', null],
  ])('%s asks for a test of %j', (intent, field) => expect(parseTestIntent(intent)).toBe(field))

  test('moves the focus to the next row to fill in', () => {
    const values = applyIntent(toFormValues(levante()), 'add:technical', rome)
    expect(focusAfter(values, 'add:technical')).toBe('technical.1.address')
    expect(focusAfter(values, 'remove:technical:5')).toBe('technical.1.address')
    expect(focusAfter(values, 'preset:24/7')).toBe('support-hours.0.zone')
    expect(focusAfter(values, 'save')).toBeNull()
  })
})

const cognome = '"Cognome, Nome" <uno@b.example>; non-un-indirizzo, due@b.example'

describe('splitting a list of addresses', () => {
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
  ])('finds in %j: %j', (text, parts) => expect(splitAddresses(text)).toEqual(parts))

  test('splits any long text at once', () => {
    const pieces = ['a@b.example,', '<', '>', '"', '\\"', '@', 'a ', 'a@', '<a@b> ', '"" ', ',', ' ', 'A, ']
    const spent = processorTime(() => {
      for (const piece of pieces) splitAddresses(piece.repeat(250_000 / piece.length))
    })
    expect(spent).toBeLessThan(3000)
  })
})

describe('pasting', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['a@b.example', ['a@b.example']],
    [cognome, ['uno@b.example', 'non-un-indirizzo', 'due@b.example']],
    ['"Rossi, Giulia" <a@b.example>', ['a@b.example']],
    ['giulia rossi', ['giulia rossi']],
    ['giulia, c@d.example', ['giulia, c@d.example']],
  ])('turns %j into the rows %j', (text, rows) => expect(splitPasted(text)).toEqual(rows))

  const typed = (count: number) => Array.from({ length: count }, (_, at) => `${at}@b.example`)
  const addressesOf = (rows: ReturnType<typeof withPasted>) => rows?.technical.map(({ address }) => address)

  test('adds rows below its own row, and no empty one', () => {
    const before = [blankAddressRow('x@b.example'), blankAddressRow(), blankAddressRow()]
    const values = { ...emptyValues(), technical: before }
    const after = withPasted(values, 'technical', 1, ['a@b.example', 'c@d.example'])
    expect(addressesOf(after)).toEqual(['x@b.example', 'a@b.example', 'c@d.example'])
    const first = withPasted(values, 'technical', 0, ['a@b.example'])
    expect(addressesOf(first)).toEqual(['x@b.example', 'a@b.example'])
  })

  test('says how many there are if too many, and adds no rows beyond what the form returns', () => {
    const rowsOf = (count: number) => withPasted(emptyValues(), 'technical', 0, typed(count))
    expect(listOverfull(rowsOf(10) ?? emptyValues())).toEqual([])
    expect(listOverfull(rowsOf(12) ?? emptyValues())).toEqual([{ path: 'technical.10.address', count: 12 }])
    expect(rowsOf(51)?.technical).toHaveLength(51)
    expect(rowsOf(52)).toBeNull()
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

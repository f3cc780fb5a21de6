import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContactFormValues, FieldId, MerchantIssuesRule } from '#/db/words/accounts.ts'
import { requiredFields } from '#/lib/contacts/fields/policy.ts'
import { anyFormValues, contact, levante } from '#/tests/contact-values.ts'
import { readWindows } from '#/tests/minute-walk.ts'
import { draftProgress, type ValidationContext, validateContacts, validateSection } from './validate.ts'
import { emptyValues, toFormValues } from './values.ts'

const production: ValidationContext = {
  memberIds: ['elena', 'paolo', 'luca'],
  merchantIssues: 'required',
  environment: 'production',
  previous: null,
}

function validate(change: Partial<ContactFormValues>, context: Partial<ValidationContext> = {}) {
  return validateContacts({ ...toFormValues(levante()), ...change }, { ...production, ...context })
}

/** The codes by path; nothing if all is valid. */
function codes(change: Partial<ContactFormValues>, context: Partial<ValidationContext> = {}) {
  const checked = validate(change, context)
  return checked.ok
    ? {}
    : Object.fromEntries(Object.entries(checked.errors).map(([path, error]) => [path, error.code]))
}

function accepted(change: Partial<ContactFormValues>, context: Partial<ValidationContext> = {}) {
  const checked = validate(change, context)
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
  return checked
}

const row = (address: string, label = '', locale = '') => ({ address, label, locale })
const hours = { days: ['1'], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }
const brand = { ...row('assistenza@levante.example'), phone: '', helpUrl: '' }

describe('valid values', () => {
  test('stay unchanged', () => expect(accepted({})).toEqual({ ok: true, info: levante(), notes: [] }))

  test('keep their names, and blank rows are skipped', () => {
    const technical = [row(''), row(' ', '', 'it'), row('tech@levante.example'), row('x')]
    expect(codes({ technical })).toEqual({ 'technical.3.address': 'address-no-at' })
    const windows = [{ days: [], opens: '', closes: '', zone: 'Europe/Rome' }, hours]
    const { info } = accepted({ technical: technical.slice(0, 3), 'support-hours': windows })
    expect([info.technical.length, info['support-hours'].length]).toEqual([1, 1])
  })

  test('come with a note of how they were read', () => {
    const { info, notes } = accepted({
      technical: [row(' Tech@Bücher.example ')],
      'support-hours': [
        { ...hours, zone: 'Asia/Calcutta' },
        { ...hours, opens: '17:00', closes: '19:00', zone: 'Asia/Kolkata' },
      ],
    })
    expect(info['support-hours']).toEqual(readWindows('1 09:00–19:00 Asia/Kolkata'))
    const typed = { typed: 'Tech@Bücher.example', address: info.technical[0]?.address }
    const zone = { typed: 'Asia/Calcutta', zone: 'Asia/Kolkata' }
    expect(typed.address).toBe('Tech@xn--bcher-kva.example')
    expect(notes).toEqual([
      { code: 'domain-converted', path: 'technical.0.address', params: typed },
      { code: 'zone-renamed', path: 'support-hours.0.zone', params: zone },
      { code: 'hours-merged', path: 'support-hours', params: {} },
    ])
  })
})

describe('required fields', () => {
  test('are missing in an empty form, in the order of the form', () => {
    const asked = Object.entries(codes(emptyValues()))
    const expected = requiredFields('required').map((field) =>
      field === 'brand-support' ? [`${field}.address`, 'address-required'] : [field, 'required'],
    )
    expect(asked).toEqual(expected)
  })

  test('ask for the address if there is only a label', () => {
    expect(codes({ technical: [row('', 'Desk')] })).toEqual({ 'technical.0.address': 'address-required' })
    const unaddressed = { ...brand, address: '', phone: '+39 06 1234567' }
    expect(codes({ 'brand-support': unaddressed })).toEqual({ 'brand-support.address': 'address-required' })
  })
})

describe('lists', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => row(`a${index}@b.example`))

  test('hold ten addresses and not eleven', () => {
    expect(codes({ technical: many(10) })).toEqual({})
    expect(codes({ technical: many(11) })).toEqual({ technical: 'too-many' })
    const memberIds = many(11).map(({ address }) => address)
    expect(codes({ alerts: memberIds.slice(0, 10) }, { memberIds })).toEqual({})
    expect(codes({ alerts: memberIds }, { memberIds })).toEqual({ alerts: 'too-many' })
  })

  test('refuse the same address at the second row, whatever its case', () => {
    const technical = [row('tech@levante.example'), row('x@levante.example'), row(' TECH@Levante.example')]
    expect(codes({ technical })).toEqual({ 'technical.2.address': 'duplicate' })
    const sameDomain = [row('a@bücher.example'), row('a@xn--bcher-kva.example')]
    expect(codes({ technical: sameDomain })).toEqual({ 'technical.1.address': 'duplicate' })
  })
})

describe('alert contacts', () => {
  test('are members', () => {
    expect(codes({ alerts: ['paolo', 'stranger'] })).toEqual({ alerts: 'alerts-not-member' })
    expect(accepted({ alerts: ['paolo', 'elena', 'paolo'] }).info.alerts).toEqual(['paolo', 'elena'])
  })

  test('are neither taken nor checked in Sandbox', () => {
    const sandbox = { environment: 'sandbox' as const }
    expect(accepted({ alerts: [] }, sandbox).info.alerts).toEqual([])
    const left = { ...sandbox, previous: { ...levante(), alerts: ['somebody-who-left'] } }
    expect(accepted({ alerts: [] }, left).info.alerts).toEqual(['somebody-who-left'])
    expect(codes({ alerts: ['paolo'] }, left)).toEqual({ alerts: 'alerts-sandbox' })
  })
})

describe('merchant issues', () => {
  test('stay unused and unchecked if the type hides them', () => {
    const forged = {
      'merchant-issues': [row('not an address'), row('tech@levante.example', 'Another label')],
    }
    for (const previous of [null, levante()]) {
      const { info } = accepted(forged, { merchantIssues: 'hidden', previous })
      expect(info['merchant-issues']).toEqual(previous?.['merchant-issues'] ?? [])
    }
  })

  test('may be empty if optional, but not wrong', () => {
    const optional = (address: string) =>
      codes({ 'merchant-issues': [row(address)] }, { merchantIssues: 'optional' })
    expect(optional('')).toEqual({})
    expect(optional('x')).toEqual({ 'merchant-issues.0.address': 'address-no-at' })
  })
})

describe('an address in several fields', () => {
  test('has one label and one language, which fill blank ones', () => {
    const { info } = accepted({
      technical: [row('oncall@levante.example', '', 'it')],
      'technical-emergency': [row('OnCall@levante.example', 'Pager')],
      'brand-support': { ...brand, address: 'oncall@levante.example' },
    })
    expect(info.technical[0]).toEqual({ address: 'oncall@levante.example', label: 'Pager', locale: 'it' })
    expect(info['technical-emergency'][0]).toMatchObject({ label: 'Pager', locale: 'it' })
    expect(info['brand-support']).toMatchObject({ label: 'Pager', locale: 'it' })
  })

  test('is refused at the later field if labels or languages differ', () => {
    const differing = {
      'technical-emergency': [row('oncall@levante.example', 'Pager', 'it')],
      technical: [row('oncall@levante.example', 'Phone', 'en')],
      operations: [row('oncall@levante.example')],
    }
    const refused = { 'technical.0.label': 'label-differs', 'technical.0.locale': 'locale-differs' }
    expect(codes(differing)).toEqual(refused)
  })
})

describe('the values beside an address', () => {
  test.each([
    ['label', 'x'.repeat(60), undefined],
    ['label', 'Reperibilità — 24h <b>', undefined],
    ['label', 'x'.repeat(61), 'label-too-long'],
    ['label', 'a\u0000b', 'label-characters'],
    ['label', 'a\ufffdb', 'label-characters'],
    ['label', 'abc\u202etxt', 'label-characters'],
    ['label', 'a\ud800b', 'label-characters'],
    ['locale', '', undefined],
    ['locale', 'it', undefined],
    ['locale', 'fr', 'locale-unknown'],
    ['locale', '__proto__', 'locale-unknown'],
    ['phone', '+39 06 1234567', undefined],
    ['phone', '123456', undefined],
    ['phone', '+39 (0)6 123 - 4567', undefined],
    ['phone', '+1(800)5551234', undefined],
    ['phone', '((((123456', 'phone-shape'],
    ['phone', '123----456', 'phone-shape'],
    ['phone', '+1234567890123456', 'phone-digits'],
    ['phone', '12345', 'phone-digits'],
    ['phone', '+', 'phone'],
    ['phone', '06/1234567', 'phone'],
    ['phone', '++39061234567', 'phone'],
    ['phone', '+39 06\r\n1234567', 'phone'],
    ['phone', '１２３４５６７', 'phone'],
    ['phone', ' '.repeat(50) + '1'.repeat(1000), 'phone'],
    ['helpUrl', 'https://levante.example/aiuto?q=1#x', undefined],
    ['helpUrl', 'HTTP://Levante.example', undefined],
    ['helpUrl', 'https://bücher.example/', undefined],
    ['helpUrl', 'javascript:alert(1)', 'url-scheme'],
    ['helpUrl', 'java\nscript:alert(1)', 'url'],
    ['helpUrl', 'levante.example/help', 'url-scheme'],
    ['helpUrl', 'https:levante.example', 'url-scheme'],
    ['helpUrl', 'https://a b.example', 'url'],
    ['helpUrl', 'https:\\\\levante.example', 'url'],
    ['helpUrl', 'https://user:pass@levante.example', 'url-credentials'],
    ['helpUrl', 'https://levante.example@evil.example', 'url-credentials'],
    ['helpUrl', 'https://localhost/', 'url-host'],
    ['helpUrl', 'https://2130706433/', 'url-host'],
    ['helpUrl', 'https://[::1]/', 'url-host'],
    ['helpUrl', 'https://levante.example/\u202egpj', 'url'],
    ['helpUrl', `https://levante.example/${'x'.repeat(1976)}`, undefined],
    ['helpUrl', `https://levante.example/${'x'.repeat(1977)}`, 'url-too-long'],
    ['helpUrl', `https://levante.example/${'ü'.repeat(1000)}`, 'url-too-long'],
  ])('%s %j: %s', (part, value, code) => {
    expect(codes({ 'brand-support': { ...brand, [part]: value } })[`brand-support.${part}`]).toBe(code)
  })
})

test('refuses hours that merging cuts into too many windows', () => {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Asia/'))
  const rows = zones.slice(0, 16).flatMap((zone) => [
    { days: ['1', '2', '3', '4', '5', '6', '7'], opens: '20:00', closes: '08:00', zone },
    { days: ['1'], opens: '08:00', closes: '22:00', zone },
  ])
  expect(rows).toHaveLength(32)
  expect(codes({ 'support-hours': rows })).toEqual({ 'support-hours': 'too-many' })
})

describe('the progress of a draft', () => {
  const full = toFormValues(levante())
  const empty = emptyValues()
  const all = (state: string, fields = requiredFields('hidden')) =>
    Object.fromEntries(fields.map((field) => [field, state]))
  const faulty = { ...empty, alerts: ['stranger'], technical: [row('x')], operations: full.operations }
  const halfBrand = { ...empty, 'brand-support': { ...full['brand-support'], address: '', phone: 'x' } }

  test.each<[string, ContactFormValues, MerchantIssuesRule, Record<string, string>]>([
    ['lists each required field of an empty form as missing', empty, 'hidden', {}],
    [
      'counts merchant issues where the type requires them',
      full,
      'required',
      all('done', requiredFields('required')),
    ],
    ['leaves out what is optional', { ...empty, 'merchant-issues': full.technical }, 'optional', {}],
    ['tells faults', faulty, 'hidden', { alerts: 'faulty', technical: 'faulty', operations: 'done' }],
    ['calls a field faulty, whatever else it misses', halfBrand, 'hidden', { 'brand-support': 'faulty' }],
  ])('%s', (_, values, merchantIssues, states) => {
    const progress = draftProgress(values, { memberIds: ['elena', 'paolo'], merchantIssues })
    const found = Object.fromEntries(progress.map(({ field, state }) => [field, state]))
    expect(found).toEqual({ ...all('missing'), ...states })
  })
})

test('answers any input; accepted input can be stored and is accepted again, unchanged', () => {
  const good = toFormValues(levante())
  const context = fc.record({
    merchantIssues: fc.constantFrom('hidden' as const, 'optional' as const, 'required' as const),
    environment: fc.constantFrom('sandbox' as const, 'production' as const),
    previous: fc.constantFrom(null, levante()),
  })
  const mixed = fc.tuple(anyFormValues(), fc.subarray(Object.keys(good))).map(([any, kept]) => ({
    ...any,
    ...Object.fromEntries(Object.entries(good).filter(([key]) => kept.includes(key))),
  }))
  let acceptedOnce = 0
  fc.assert(
    fc.property(mixed, context, (values, circumstances) => {
      const before = structuredClone(values)
      const checked = validateContacts(values, { ...production, ...circumstances })
      expect(values).toEqual(before)
      if (!checked.ok) {
        expect(Object.keys(checked.errors).length).toBeGreaterThan(0)
        return
      }
      acceptedOnce++
      expect(JSON.stringify(checked.info)).not.toMatch(/\\u0000|\\ud[89a-f]/i)
      const again = toFormValues(checked.info)
      const alerts = circumstances.environment === 'sandbox' ? [] : again.alerts
      const previous = checked.info
      const asBefore = validateContacts({ ...again, alerts }, { ...production, ...circumstances, previous })
      expect(asBefore).toEqual({ ok: true, info: previous, notes: [] })
    }),
    { numRuns: 1000 },
  )
  expect(acceptedOnce).toBeGreaterThan(20)
})

describe('one field alone', () => {
  const previous = { ...levante(), alerts: [], 'brand-support': null }
  const section = (change: Partial<ContactFormValues>, field: FieldId) =>
    validateSection({ ...emptyValues(), ...change }, field, { ...production, previous })

  test('is valid whatever is missing elsewhere, and changes nothing there', () => {
    const technical = [row('new@levante.example')]
    const info = { ...previous, technical: [contact('new@levante.example')] }
    expect(section({ technical, operations: [row('not an address')] }, 'technical')).toMatchObject({ info })
  })

  test('is refused when the account would lose it', () => {
    const required = { 'brand-support.address': { code: 'address-required' } }
    expect(section({}, 'technical')).toMatchObject({ errors: { technical: { code: 'required' } } })
    expect(section({}, 'brand-support')).toMatchObject({ errors: required })
  })

  test('gives an address its label and language in the other fields too', () => {
    const checked = section({ operations: [row('tech@levante.example', 'Feeds', 'en')] }, 'operations')
    expect(checked.ok && checked.info.technical).toEqual([
      { address: 'tech@levante.example', label: 'Feeds', locale: 'en' },
    ])
  })
})

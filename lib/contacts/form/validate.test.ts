import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContactFormValues, FieldId, MerchantIssuesRule } from '#/db/words/accounts.ts'
import { anyFormValues, levante } from '#/tests/contact-values.ts'
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
  test('stay unchanged', () => {
    expect(accepted({})).toEqual({ ok: true, info: levante(), notes: [] })
  })

  test('keep their names, and blank rows are skipped', () => {
    const technical = [row(''), row(' ', '', 'it'), row('tech@levante.example'), row('x')]
    expect(codes({ technical })).toEqual({ 'technical.3.address': 'address-no-at' })
    expect(accepted({ technical: technical.slice(0, 3) }).info.technical).toHaveLength(1)
    const windows = [{ days: [], opens: '', closes: '', zone: 'Europe/Rome' }, hours]
    expect(accepted({ 'support-hours': windows }).info['support-hours']).toHaveLength(1)
  })

  test('come with a note of how they were read', () => {
    const { info, notes } = accepted({
      technical: [row(' Tech@Bücher.example ')],
      'support-hours': [
        { ...hours, zone: 'Asia/Calcutta' },
        { ...hours, opens: '17:00', closes: '19:00', zone: 'Asia/Kolkata' },
      ],
    })
    expect(info.technical[0]?.address).toBe('Tech@xn--bcher-kva.example')
    expect(info['support-hours']).toEqual([
      { days: [1], opens: '09:00', closes: '19:00', zone: 'Asia/Kolkata' },
    ])
    expect(notes).toEqual([
      {
        code: 'domain-converted',
        path: 'technical.0.address',
        params: { typed: 'Tech@Bücher.example', address: 'Tech@xn--bcher-kva.example' },
      },
      {
        code: 'zone-renamed',
        path: 'support-hours.0.zone',
        params: { typed: 'Asia/Calcutta', zone: 'Asia/Kolkata' },
      },
      { code: 'hours-merged', path: 'support-hours', params: {} },
    ])
  })
})

describe('required fields', () => {
  test('are missing in an empty form, in the order of the form', () => {
    const required = { code: 'required', params: {} }
    const asked = validateContacts(emptyValues(), production)
    expect(asked.ok ? [] : Object.entries(asked.errors)).toEqual([
      ['alerts', required],
      ['technical-emergency', required],
      ['technical', required],
      ['merchant-issues', required],
      ['operations', required],
      ['brand-support.address', { code: 'address-required', params: {} }],
      ['support-hours', required],
    ])
  })

  test('ask for the address if there is only a label', () => {
    expect(codes({ technical: [row('', 'Desk')] })).toEqual({ 'technical.0.address': 'address-required' })
    expect(codes({ 'brand-support': { ...brand, address: '', phone: '+39 06 1234567' } })).toEqual({
      'brand-support.address': 'address-required',
    })
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
    expect(codes({ technical: [row('a@bücher.example'), row('a@xn--bcher-kva.example')] })).toEqual({
      'technical.1.address': 'duplicate',
    })
  })
})

describe('alert contacts', () => {
  test('are members', () => {
    expect(codes({ alerts: ['paolo', 'stranger'] })).toEqual({ alerts: 'alerts-not-member' })
    expect(accepted({ alerts: ['paolo', 'elena', 'paolo'] }).info.alerts).toEqual(['paolo', 'elena'])
  })

  test('are neither taken nor checked in Sandbox', () => {
    const sandbox = { environment: 'sandbox' as const }
    expect(accepted({ alerts: [] }, { ...sandbox, previous: levante() }).info.alerts).toEqual(['paolo'])
    expect(accepted({ alerts: [] }, sandbox).info.alerts).toEqual([])
    const left = { ...levante(), alerts: ['somebody-who-left'] }
    expect(accepted({ alerts: [] }, { ...sandbox, previous: left }).info.alerts).toEqual([
      'somebody-who-left',
    ])
  })

  test('are refused in a submission from Sandbox', () => {
    expect(codes({ alerts: ['paolo'] }, { environment: 'sandbox', previous: levante() })).toEqual({
      alerts: 'alerts-sandbox',
    })
  })
})

describe('merchant issues', () => {
  test('stay unused and unchecked if the type hides them', () => {
    const hidden = { merchantIssues: 'hidden' as const }
    const forged = [row('not an address'), row('tech@levante.example', 'Another label')]
    expect(accepted({ 'merchant-issues': forged }, hidden).info['merchant-issues']).toEqual([])
    expect(
      accepted({ 'merchant-issues': forged }, { ...hidden, previous: levante() }).info['merchant-issues'],
    ).toEqual(levante()['merchant-issues'])
  })

  test('may be empty if optional, but not wrong', () => {
    expect(codes({ 'merchant-issues': [row('')] }, { merchantIssues: 'optional' })).toEqual({})
    expect(codes({ 'merchant-issues': [row('x')] }, { merchantIssues: 'optional' })).toEqual({
      'merchant-issues.0.address': 'address-no-at',
    })
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
    expect(
      codes({
        'technical-emergency': [row('oncall@levante.example', 'Pager', 'it')],
        technical: [row('oncall@levante.example', 'Phone', 'en')],
        operations: [row('oncall@levante.example')],
      }),
    ).toEqual({ 'technical.0.label': 'label-differs', 'technical.0.locale': 'locale-differs' })
  })
})

describe('the values beside an address', () => {
  test.each([
    ['x'.repeat(60), {}],
    ['Reperibilità — 24h <b>', {}],
    ['x'.repeat(61), { 'technical.0.label': 'label-too-long' }],
    ['a\u0000b', { 'technical.0.label': 'label-characters' }],
    ['a\ufffdb', { 'technical.0.label': 'label-characters' }],
    ['abc\u202etxt', { 'technical.0.label': 'label-characters' }],
    ['a\ud800b', { 'technical.0.label': 'label-characters' }],
  ])('label %j', (label, errors) => {
    expect(codes({ technical: [row('tech@levante.example', label)] })).toEqual(errors)
  })

  test.each([
    ['', {}],
    ['it', {}],
    ['fr', { 'technical.0.locale': 'locale-unknown' }],
    ['__proto__', { 'technical.0.locale': 'locale-unknown' }],
  ])('language %j', (locale, errors) => {
    expect(codes({ technical: [row('tech@levante.example', '', locale)] })).toEqual(errors)
  })

  test.each([
    ['+39 06 1234567', undefined],
    ['123456', undefined],
    ['+39 (0)6 123 - 4567', undefined],
    ['+1(800)5551234', undefined],
    ['((((123456', 'phone-shape'],
    ['123----456', 'phone-shape'],
    ['+1234567890123456', 'phone-digits'],
    ['12345', 'phone-digits'],
    ['+', 'phone'],
    ['06/1234567', 'phone'],
    ['++39061234567', 'phone'],
    ['+39 06\r\n1234567', 'phone'],
    ['１２３４５６７', 'phone'],
    [' '.repeat(50) + '1'.repeat(1000), 'phone'],
  ])('phone %j: %s', (phone, code) => {
    expect(codes({ 'brand-support': { ...brand, phone } })['brand-support.phone']).toBe(code)
  })

  test.each([
    ['https://levante.example/aiuto?q=1#x', undefined],
    ['HTTP://Levante.example', undefined],
    ['https://bücher.example/', undefined],
    ['javascript:alert(1)', 'url-scheme'],
    ['java\nscript:alert(1)', 'url'],
    ['levante.example/help', 'url-scheme'],
    ['https:levante.example', 'url-scheme'],
    ['https://a b.example', 'url'],
    ['https:\\\\levante.example', 'url'],
    ['https://user:pass@levante.example', 'url-credentials'],
    ['https://levante.example@evil.example', 'url-credentials'],
    ['https://localhost/', 'url-host'],
    ['https://2130706433/', 'url-host'],
    ['https://[::1]/', 'url-host'],
    ['https://levante.example/\u202egpj', 'url'],
    [`https://levante.example/${'x'.repeat(1976)}`, undefined],
    [`https://levante.example/${'x'.repeat(1977)}`, 'url-too-long'],
    [`https://levante.example/${'ü'.repeat(1000)}`, 'url-too-long'],
  ])('help page %j: %s', (helpUrl, code) => {
    expect(codes({ 'brand-support': { ...brand, helpUrl } })['brand-support.helpUrl']).toBe(code)
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

  const required = [
    'alerts',
    'technical-emergency',
    'technical',
    'operations',
    'brand-support',
    'support-hours',
  ]

  test.each<[string, ContactFormValues, MerchantIssuesRule, Record<string, string>]>([
    ['lists each required field of an empty form as missing', emptyValues(), 'hidden', {}],
    [
      'counts merchant issues where the type requires them',
      { ...full, 'merchant-issues': full.technical },
      'required',
      { ...Object.fromEntries(required.map((field) => [field, 'done'])), 'merchant-issues': 'done' },
    ],
    ['leaves out what is optional', { ...emptyValues(), 'merchant-issues': full.technical }, 'optional', {}],
    [
      'tells what is wrong from what is missing',
      {
        ...emptyValues(),
        alerts: ['stranger'],
        technical: [row('x')],
        operations: full.operations,
        'brand-support': { ...full['brand-support'], address: '' },
      },
      'hidden',
      { alerts: 'faulty', technical: 'faulty', operations: 'done' },
    ],
    [
      'calls what is wrong faulty, whatever else is missing beside it',
      { ...emptyValues(), 'brand-support': { ...full['brand-support'], address: '', phone: 'x' } },
      'hidden',
      { 'brand-support': 'faulty' },
    ],
  ])('%s', (_, values, merchantIssues, states) => {
    const progress = draftProgress(values, { memberIds: ['elena', 'paolo'], merchantIssues })
    const missing = Object.fromEntries(required.map((field) => [field, 'missing']))
    expect(Object.fromEntries(progress.map(({ field, state }) => [field, state]))).toEqual({
      ...missing,
      ...states,
    })
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
      expect(validateContacts({ ...again, alerts }, { ...production, ...circumstances, previous })).toEqual({
        ok: true,
        info: checked.info,
        notes: [],
      })
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
    expect(section({ technical, operations: [row('not an address')] }, 'technical')).toEqual({
      ok: true,
      info: { ...previous, technical: [{ address: 'new@levante.example', label: '', locale: null }] },
      notes: [],
    })
  })

  test('is refused when the account would lose it', () => {
    expect(section({}, 'technical')).toEqual({
      ok: false,
      errors: { technical: { code: 'required', params: {} } },
    })
    expect(section({}, 'brand-support')).toMatchObject({
      errors: { 'brand-support.address': { code: 'address-required' } },
    })
  })

  test('gives an address its label and language in the other fields too', () => {
    const checked = section({ operations: [row('tech@levante.example', 'Feeds', 'en')] }, 'operations')
    expect(checked.ok && checked.info.technical).toEqual([
      { address: 'tech@levante.example', label: 'Feeds', locale: 'en' },
    ])
  })
})

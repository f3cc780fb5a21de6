import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
// biome-ignore lint/style/noRestrictedImports: makes contacts of each field
import { addressFieldIds, type FieldId, fieldIds, type HoursRow } from '#/db/words/accounts.ts'
import { anyFormValues, contact, levante, listFormEntries } from '#/tests/contact-values.ts'
import { processorTime } from '#/tests/processor-time.ts'
import {
  differingFields,
  emptyValues,
  maxRows,
  maxTyped,
  maxTypedInAll,
  mergeChosen,
  parseForm,
  toFormValues,
  withoutOfferedZone,
  withUnshown,
} from './values.ts'

const row = (address: string, label = '', locale = '') => ({ address, label, locale })

function formOf(entries: [string, string][]) {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

test('the zone that the form offers for blank hours is nobody’s choice', () => {
  const hours = (...rows: HoursRow[]) => ({ ...emptyValues(), 'support-hours': rows })
  const blank = (zone: string) => ({ days: [], opens: '', closes: '', zone })
  const window = { ...blank('Europe/Rome'), days: ['1'], opens: '9', closes: '18' }
  expect(withoutOfferedZone(hours(blank('Europe/Rome')), 'Europe/Rome')).toEqual(emptyValues())
  for (const kept of [hours(blank('Asia/Tokyo')), hours(window), hours(window, blank('Europe/Rome'))])
    expect(withoutOfferedZone(kept, 'Europe/Rome')).toEqual(kept)
})

describe('reading the form', () => {
  test('gives an empty form an empty row in each list', () => {
    expect(parseForm(new FormData())).toEqual(emptyValues())
  })

  test('changes nothing in a form as written', () => {
    fc.assert(
      fc.property(anyFormValues(), (values) => {
        expect(parseForm(formOf(listFormEntries(values)))).toEqual(values)
      }),
      { numRuns: 200 },
    )
  })

  test('keeps the rows in the order of their numbers, without gaps', () => {
    const form = formOf([
      ['technical.7.address', 'second@b.example'],
      ['technical.7.label', 'Second'],
      ['technical.2.address', 'first@b.example'],
    ])
    expect(parseForm(form).technical).toEqual([row('first@b.example'), row('second@b.example', 'Second')])
  })

  test('ignores unknown names, and files', () => {
    const rows = ['0.constructor', '0.days', '__proto__.address', '-1.address', '9999999.address']
    const others = ['brand-support.constructor', 'brand-support.__proto__', 'support-hours.0.length']
    const names = [...rows.map((name) => `technical.${name}`), ...others, 'alerts.0', '__proto__', '']
    const form = formOf(names.map((name) => [name, 'x']))
    form.append('technical.0.address', new File(['x'], 'x.txt'))
    expect(parseForm(form)).toEqual(emptyValues())
  })

  test('stores what the stores can hold of any text, and cuts a megabyte', () => {
    const labelOf = (label: string) => parseForm(formOf([['technical.0.label', label]])).technical[0]?.label
    expect(labelOf('a\0b')).toBe('a\ufffdb')
    expect(labelOf('😀'.repeat(500_000))).toHaveLength(maxTyped)
    expect(labelOf(`x${'😀'.repeat(500_000)}`)?.isWellFormed()).toBe(true)
  })

  test('cuts all texts together too: the audit log keeps a draft once it is discarded', () => {
    const full = 'x'.repeat(maxTyped)
    const rows = Array.from({ length: maxRows }, (_, index): [string, string][] => [
      ...(['address', 'label', 'locale'] as const).flatMap((part): [string, string][] =>
        addressFieldIds.map((field) => [`${field}.${index}.${part}`, `${index}${full}`]),
      ),
      [`support-hours.${index}.zone`, full],
      [`support-hours.${index}.days`, `${index}${full}`],
    ])
    const texts = listFormEntries(parseForm(formOf(rows.flat()))).map(([, text]) => text)
    expect(texts.join('').length).toBeLessThanOrEqual(maxTypedInAll)
    expect(texts[0]).toBe(`0${full}`.slice(0, maxTyped))
    const hidden = formOf([
      ['$ACTION_1:1', 'x'.repeat(maxTypedInAll)],
      ['technical.0.label', 'kept'],
    ])
    expect(parseForm(hidden).technical[0]?.label).toBe('kept')
  })

  test('cuts ten thousand rows quickly', () => {
    const rows = Array.from({ length: 10_000 }, (_, index): [string, string][] => [
      [`technical.${index}.address`, `a${index}@b.example`],
      [`support-hours.${index}.days`, '1'],
      ['alerts', `user-${index}`],
    ])
    const form = formOf(rows.flat())
    const spent = processorTime(() => {
      const { technical, alerts, 'support-hours': hours } = parseForm(form)
      expect([technical.length, alerts.length, hours.length]).toEqual([maxRows, maxRows, maxRows])
    })
    expect(spent).toBeLessThan(2000)
  })

  test('never drops a written row for blank ones', () => {
    const blank = Array.from({ length: 100 }, (_, at): [string, string] => [`technical.${at}.address`, ''])
    const { technical } = parseForm(formOf([...blank, ['technical.100.address', 'last@b.example']]))
    expect(technical.map(({ address }) => address)).toEqual(['last@b.example'])
  })
})

test('keeps the values that the form did not show', () => {
  const kept = toFormValues(levante())
  const saved = withUnshown(emptyValues(), kept, { environment: 'sandbox', merchantIssues: 'hidden' })
  expect(saved.alerts).toEqual(kept.alerts)
  expect(saved['merchant-issues']).toEqual(kept['merchant-issues'])
  expect(saved.technical).toEqual(emptyValues().technical)
  const shown = withUnshown(emptyValues(), kept, { environment: 'production', merchantIssues: 'optional' })
  expect(shown).toEqual(emptyValues())
})

describe('two forms', () => {
  test('differ in the fields with different content', () => {
    const mine = toFormValues(levante())
    const theirs = structuredClone(mine)
    expect(differingFields(mine, theirs)).toEqual([])
    theirs.alerts = []
    theirs['brand-support'].phone = '+39 06 1234567'
    theirs.technical = [row('tech@levante.example', 'Desk')]
    expect(differingFields(mine, theirs)).toEqual(['alerts', 'technical', 'brand-support'])
  })

  test('do not differ by blank rows, order or white space', () => {
    const technical = [contact('a@b'), contact('c@d')]
    const mine = toFormValues({ ...levante(), alerts: ['paolo', 'elena'], technical })
    const theirs = structuredClone(mine)
    theirs.alerts.reverse()
    theirs.technical = [row(''), row(' c@d '), row('a@b'), row('', '', 'it')]
    theirs['support-hours'].reverse()
    theirs['support-hours'][1]?.days.reverse()
    theirs['support-hours'].push({ days: [], opens: '', closes: '', zone: 'Asia/Kathmandu' })
    expect(differingFields(mine, theirs)).toEqual([])
  })

  test('merge by choice; fields without a choice stay as stored', () => {
    const choices: fc.Arbitrary<Partial<Record<FieldId, 'mine' | 'theirs'>>> = fc.dictionary(
      fc.constantFrom(...fieldIds),
      fc.constantFrom('mine', 'theirs'),
    )
    fc.assert(
      fc.property(anyFormValues(), anyFormValues(), choices, (mine, theirs, chosen) => {
        const differ = differingFields(mine, theirs)
        expect(differingFields(theirs, mine)).toEqual(differ)
        const taken = differ.filter((field) => chosen[field] === 'mine')
        expect(differingFields(mergeChosen(mine, theirs, chosen), theirs)).toEqual(taken)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFieldIds, type FieldId, fieldIds } from '#/db/words/accounts.ts'
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
  withUnshown,
} from './values.ts'

function formOf(entries: [string, string][]) {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

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
    expect(parseForm(form).technical).toEqual([
      { address: 'first@b.example', label: '', locale: '' },
      { address: 'second@b.example', label: 'Second', locale: '' },
    ])
  })

  test('ignores unknown names, and files', () => {
    const form = formOf([
      ['technical.0.constructor', 'x'],
      ['technical.0.days', 'x'],
      ['technical.__proto__.address', 'x'],
      ['technical.-1.address', 'x'],
      ['technical.9999999.address', 'x'],
      ['brand-support.constructor', 'x'],
      ['brand-support.__proto__', 'x'],
      ['support-hours.0.length', 'x'],
      ['alerts.0', 'x'],
      ['__proto__', 'x'],
      ['', 'x'],
    ])
    form.append('technical.0.address', new File(['x'], 'x.txt'))
    expect(parseForm(form)).toEqual(emptyValues())
  })

  test('turns characters that the stores cannot hold into a visible mark', () => {
    const form = formOf([['technical.0.address', 'a\0b@c.example']])
    expect(parseForm(form).technical[0]?.address).toBe('a\ufffdb@c.example')
  })

  test('cuts a megabyte of text, which stays too long', () => {
    const values = parseForm(formOf([['technical.0.label', '😀'.repeat(500_000)]]))
    expect(values.technical[0]?.label.length).toBe(maxTyped)
    const odd = parseForm(formOf([['technical.0.label', `x${'😀'.repeat(500_000)}`]]))
    expect(odd.technical[0]?.label.isWellFormed()).toBe(true)
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

const row = (address: string, label = '', locale = '') => ({ address, label, locale })

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
    const mine = toFormValues({
      ...levante(),
      alerts: ['paolo', 'elena'],
      technical: [contact('a@b'), contact('c@d')],
    })
    const theirs = structuredClone(mine)
    theirs.alerts.reverse()
    theirs.technical = [row(''), row(' c@d '), row('a@b'), row('', '', 'it')]
    theirs['support-hours'].reverse()
    theirs['support-hours'][1]?.days.reverse()
    theirs['support-hours'].push({ days: [], opens: '', closes: '', zone: 'Asia/Kathmandu' })
    expect(differingFields(mine, theirs)).toEqual([])
  })

  test('merge by choice; fields without a choice stay as stored', () => {
    const choices = fc.dictionary(
      fc.constantFrom(...fieldIds),
      fc.constantFrom('mine' as const, 'theirs' as const),
    )
    fc.assert(
      fc.property(anyFormValues(), anyFormValues(), choices, (mine, theirs, chosen) => {
        const picked: Partial<Record<FieldId, 'mine' | 'theirs'>> = chosen
        const differ = differingFields(mine, theirs)
        expect(differingFields(theirs, mine)).toEqual(differ)
        expect(differingFields(mergeChosen(mine, theirs, picked), theirs)).toEqual(
          differ.filter((field) => picked[field] === 'mine'),
        )
      }),
    )
  })
})

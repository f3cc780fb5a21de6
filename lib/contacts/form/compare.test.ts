import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FieldId, fieldIds } from '#/db/words/contacts.ts'
import { anyFormValues, contact, levante } from '#/tests/contact-values.ts'
import { changedBetween, differingFields, mergeChosen } from './compare.ts'
import { emptyValues, toFormValues } from './values.ts'

const row = (address: string, label = '', locale = '') => ({ address, label, locale })

describe('two forms', () => {
  test('differ in the fields that say something else', () => {
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

  test('become one of what was chosen; what nobody chose stays as it is stored', () => {
    const mine = toFormValues(levante())
    const theirs = emptyValues()
    const merged = mergeChosen(mine, theirs, { technical: 'mine', operations: 'theirs' })
    expect(merged).toEqual({ ...theirs, technical: mine.technical })
  })

  test('after choosing, differ from theirs exactly where mine was chosen and differed', () => {
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

describe('from one revision to the next', () => {
  test('nothing changed', () => {
    expect(changedBetween(levante(), levante())).toEqual([])
  })

  test('the first is all new', () => {
    const changes = changedBetween(null, levante())
    expect(changes.map(({ field }) => field)).toEqual([
      'alerts',
      'technical-emergency',
      'technical',
      'merchant-issues',
      'operations',
      'brand-support',
      'support-hours',
    ])
    expect(changes.every(({ removed, altered }) => removed.length + altered.length === 0)).toBe(true)
  })

  test('who came, who went, and what is called otherwise', () => {
    const after = {
      ...levante(),
      alerts: ['elena'],
      'technical-emergency': [contact('OnCall@levante.example', 'Pager'), contact('second@levante.example')],
      'brand-support': null,
      'support-hours': levante()['support-hours'].slice(0, 1),
    }
    expect(changedBetween(levante(), after)).toEqual([
      { field: 'alerts', added: ['elena'], removed: ['paolo'], altered: [] },
      {
        field: 'technical-emergency',
        added: [contact('second@levante.example')],
        removed: [],
        altered: [
          {
            before: contact('oncall@levante.example', 'On-call pager'),
            after: contact('OnCall@levante.example', 'Pager'),
          },
        ],
      },
      { field: 'brand-support', added: [], removed: [levante()['brand-support']], altered: [] },
      { field: 'support-hours', added: [], removed: [levante()['support-hours'][1]], altered: [] },
    ])
  })
})

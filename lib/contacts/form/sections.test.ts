import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ContactFormValues, type ContactInformation, fieldIds } from '#/db/words/accounts.ts'
import { anyFormValues, contact, levante } from '#/tests/contact-values.ts'
import { noteChanged, rebaseDraft, shareWords } from './sections.ts'
import { differingFields, toFormValues, withFields } from './values.ts'

const anyField = () => fc.constantFrom(...fieldIds)
const row = (address: string, label = '', locale = '') => ({ address, label, locale })

describe('a draft after one field was submitted', () => {
  /** A base, what the submission made of one field, and any draft. */
  const anyCase = () =>
    fc
      .record({ draft: anyFormValues(), base: anyFormValues(), typed: anyFormValues(), section: anyField() })
      .map(({ typed, ...one }) => ({ ...one, submitted: withFields(one.base, [one.section], typed) }))

  test('has the submitted field, keeps the fields it changed, and takes the rest from the submission', () => {
    fc.assert(
      fc.property(anyCase(), ({ draft, base, submitted, section }) => {
        const rebased = rebaseDraft(draft, base, submitted, section) ?? submitted
        const touched = differingFields(draft, base)
        expect(rebased[section]).toEqual(submitted[section])
        for (const field of fieldIds.filter((one) => one !== section)) {
          if (!touched.includes(field)) expect(rebased[field]).toEqual(submitted[field])
          else expect(addressesIn(rebased, field)).toEqual(addressesIn(draft, field))
        }
      }),
    )
  })

  test('is gone once it says nothing new, and stays as it is when the same is submitted again', () => {
    fc.assert(
      fc.property(anyCase(), ({ draft, base, submitted, section }) => {
        const rebased = rebaseDraft(draft, base, submitted, section)
        if (rebased === null) return
        expect(differingFields(rebased, submitted)).not.toEqual([])
        expect(rebaseDraft(rebased, submitted, submitted, section)).toEqual(rebased)
      }),
    )
    const base = toFormValues(levante())
    const typed = { ...base, technical: [row('new@levante.example')] }
    expect(rebaseDraft(typed, base, typed, 'technical')).toBeNull()
  })

  test('follows a new label of an address, unless it gave the address another itself', () => {
    const tech = (label = '', locale = '') => row('tech@levante.example', label, locale)
    const base = { ...toFormValues(levante()), operations: [tech()] }
    const feeds = [tech('Feeds', 'en')]
    const submitted = { ...base, technical: feeds, operations: feeds }
    const drafted = (rows: ContactFormValues['operations']) =>
      rebaseDraft({ ...base, operations: rows }, base, submitted, 'technical')?.operations
    const added = row('second@levante.example')
    expect(drafted([tech(), added])).toEqual([...feeds, added])
    expect(drafted([tech('Desk'), added])).toEqual([tech('Desk'), added])
  })

  function addressesIn(values: ContactFormValues, field: (typeof fieldIds)[number]) {
    return JSON.stringify([values[field]].flat()).replace(/"(label|locale)":"[^"]*"/g, '')
  }
})

describe('label and language of an address, after one field changed', () => {
  const feeds = { ...contact('tech@levante.example', 'Feeds'), locale: 'en' } as const
  const old = (): ContactInformation => ({ ...levante(), technical: [feeds], operations: [feeds] })
  const submitTechnical = (label: string) =>
    shareWords({ ...old(), technical: [contact('tech@levante.example', label)] }, 'technical', old())

  test.each(['Desk', ''])('become “%s” in every field', (label) => {
    const { technical, operations } = submitTechnical(label)
    expect(operations).toEqual(technical)
    expect(technical).toEqual([contact('tech@levante.example', label)])
  })

  test('are taken from the other field by a row that adds the address without any', () => {
    const alsoAtNight = { ...old(), 'technical-emergency': [contact('Tech@levante.example')] }
    const shared = { ...old(), 'technical-emergency': [{ ...feeds, address: 'Tech@levante.example' }] }
    expect(shareWords(alsoAtNight, 'technical-emergency', old())).toEqual(shared)
  })

  test('agree everywhere, whatever is submitted', () => {
    const entry = fc.record({
      address: fc.constantFrom('a@b.example', 'A@b.example', 'c@d.example'),
      label: fc.constantFrom('', 'One', 'Two'),
      locale: fc.constantFrom(null, 'en' as const, 'it' as const),
    })
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 2, selector: byAddress }), entry, (technical, other) => {
        const first = shareWords({ ...levante(), operations: [other] }, 'operations', levante())
        const { technical: said, operations } = shareWords({ ...first, technical }, 'technical', first)
        for (const one of said.filter(({ address }) => byAddress({ address }) === byAddress(other)))
          expect(operations).toEqual([{ ...one, address: other.address }])
      }),
    )
  })

  const byAddress = ({ address }: { address: string }) => address.toLowerCase()
})

test('a save notes its version for the fields it changed, and keeps the others’', () => {
  const before = toFormValues(levante())
  const after = { ...before, technical: [row('new@levante.example')] }
  const noted = noteChanged({ operations: 3, technical: 4 }, before, after, 9)
  expect(noted).toEqual({ operations: 3, technical: 9 })
  expect(noteChanged(null, before, before, 9)).toEqual({})
})

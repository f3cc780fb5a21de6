import { expect, test } from 'vitest'
import { typeFormSchema } from './form.ts'

const sent = { type: 'other', version: '1', after: '' }

test('reads a name in each language, and leaves out an empty one', () => {
  const both = typeFormSchema.parse({ ...sent, 'name-en': ' Gift cards ', 'name-it': 'Carte regalo' })
  expect(both).toMatchObject({ type: 'other', version: 1, names: { en: 'Gift cards', it: 'Carte regalo' } })
  expect(typeFormSchema.parse({ ...sent, 'name-en': 'Gift cards', 'name-it': '' }).names).toEqual({
    en: 'Gift cards',
  })
})

test('requires the English name, the fallback of every other language', () => {
  const faults = typeFormSchema.safeParse({ ...sent, 'name-en': '', 'name-it': 'Carte regalo' }).error?.issues
  expect(faults).toMatchObject([{ path: ['name-en'], message: 'shown-name-required' }])
})

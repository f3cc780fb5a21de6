import { createElement } from 'react'
import { expect, test } from 'vitest'
import { labelsIn, nameError } from './field-labels.ts'
import { FormInput, FormRadioGroup } from './form-field.tsx'

const field = (name: string, label: string) => createElement(FormInput, { name, label })

test('finds the labels of fields at any depth, and no others', () => {
  const options = [{ value: 'high', label: 'High' }]
  const fields = [
    field('email', 'Email address'),
    null,
    'words',
    createElement('div', {}, [createElement('p', {}, 'text'), field('name', 'Your name')]),
    createElement('section', {}, createElement('div', {}, field('slug', 'Short name'))),
    createElement(FormRadioGroup, { name: 'urgency', legend: 'How urgent?', options }),
    createElement('input', { type: 'hidden', name: 'version' }),
  ]
  expect(labelsIn(fields)).toEqual({
    email: 'Email address',
    name: 'Your name',
    slug: 'Short name',
    urgency: 'How urgent?',
  })
})

test.each([
  ['Subject', 'Subject: Write it.'],
  ['What is it about?', 'What is it about? Write it.'],
  ['Technical contacts › Address 1', 'Technical contacts › Address 1: Write it.'],
])('names the field %s in an error, with no colon after a question', (label, named) => {
  expect(nameError(label, 'Write it.')).toBe(named)
})

import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Field, type FieldControl } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { RadioGroup } from './choice.tsx'

const children = (control: FieldControl) => createElement(TextInput, control)

test('describes no field and marks none invalid without hint and error', () => {
  const html = renderToStaticMarkup(createElement(Field, { name: 'email', label: 'Address', children }))
  expect(html).toContain('<label for="email"')
  expect(html).toMatch(/<input[^>]*id="email"[^>]*name="email"/)
  expect(html).not.toMatch(/ aria-[a-z]+=/)
})

test('describes a field by hint, then error, and shows both before the control', () => {
  const notes = { hint: 'An alias', error: 'Enter an address', required: true }
  const html = renderToStaticMarkup(
    createElement(Field, { name: 'email', id: 'contact-3', label: 'Address', ...notes, children }),
  )
  expect(html).toContain('aria-describedby="contact-3-hint contact-3-error"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('aria-required="true"')
  const order = ['<label', 'id="contact-3-hint"', 'id="contact-3-error"', '<input'].map((part) =>
    html.indexOf(part),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order).not.toContain(-1)
})

test('links a radio group to its first option', () => {
  const options = [
    { value: 'down', label: 'Down' },
    { value: 'slow', label: 'Slow', hint: 'Some time out' },
  ]
  const html = renderToStaticMarkup(
    createElement(RadioGroup, { name: 'kind', legend: 'What happens?', error: 'Choose one', options }),
  )
  expect(html).toMatch(/<fieldset[^>]*role="radiogroup"[^>]*aria-invalid="true"[^>]*="kind-error"/)
  expect(html).toMatch(/<input[^>]*id="kind"/)
  expect(html).toMatch(/<input[^>]*id="kind-slow"[^>]*aria-describedby="kind-slow-hint"/)
})

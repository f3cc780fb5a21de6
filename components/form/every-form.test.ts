import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const files = globSync('{app,components}/**/*.tsx')
const outside = files.filter((file) => !file.startsWith('components/form/'))

function filesWith(pattern: RegExp): string[] {
  return outside.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([found]) => `${file}: ${found}`),
  )
}

describe('a form for an action stays on the page without an answer', () => {
  // React refuses a method beside a function, so a form with a method goes to an address, as a link does.
  test('allows a <form> without a method only in components/form', () => {
    expect(files).toContain('components/form/sent-form.tsx')
    expect(filesWith(/<form(?!\s+method="get")\b[^>]*>?/g)).toEqual([])
  })

  test('sends to an action only through the form engine', () => {
    expect(filesWith(/\b(useActionState|formAction)\b/g)).toEqual([])
  })
})

test('the form of an action that asks before it mails people shows the question', () => {
  const actions = globSync('app/**/*actions.ts').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split(/^export const /m)
      .filter((text) => /^\w+ = defineAction\(/.test(text) && /^ {2}asks[,:]/m.test(text))
      .map((text) => /^\w+/.exec(text)?.[0] ?? ''),
  )
  expect(actions).toContain('drillAction')
  const isForm = new RegExp(`action=\\{.*\\b(${actions.join('|')})\\b`)
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const forms = texts.filter(({ text }) => isForm.test(text))
  expect(forms.length).toBeGreaterThan(4)
  const silent = forms.filter(({ text }) => !/<(FormQuestion|RouteAgainForm)\b/.test(text))
  expect(silent.map(({ file }) => file)).toEqual([])
})

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

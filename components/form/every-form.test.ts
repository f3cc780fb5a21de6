import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const files = globSync('{app,components}/**/*.tsx')
const outside = files.filter((file) => !file.startsWith('components/form/'))

function filesWith(pattern: RegExp): string[] {
  return outside.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map(([found]) => `${file}: ${found}`),
  )
}

describe('every form that is sent to an action stays on the page where no answer comes', () => {
  // React refuses a method where the action is a function: what has one goes to an address, as a link does.
  test('since only components/form has a <form> without a method', () => {
    expect(files).toContain('components/form/sent-form.tsx')
    expect(filesWith(/<form(?!\s+method="get")\b[^>]*>?/g)).toEqual([])
  })

  test('sends to an action only through the form engine', () => {
    expect(filesWith(/\b(useActionState|formAction)\b/g)).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { actionTime } from './action-time.ts'

const withFile = (bytes: number) => {
  const form = new FormData()
  form.set('logo', new Blob([new Uint8Array(bytes)]), 'logo.png')
  form.set('name', 'x'.repeat(1024))
  return form
}

test.each([
  ['nothing', undefined, 25_000],
  ['a short text', '["text"]', 26_000],
  ['a text of 16 KiB', 'x'.repeat(16 * 1024), 27_000],
  ['a form with a file', withFile(7 * 1024), 26_000],
  // At 30 KB a second it takes 32.
  ['a form with a file of 950 KB', withFile(950_000), 142_000],
])('gives an action with %s a second for each 8 KiB beside its 25', (_, body, time) => {
  expect(actionTime(body)).toBe(time)
})

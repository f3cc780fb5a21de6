import { expect, test } from 'vitest'
import { staffStepSchema } from './form.ts'

test.each([
  [{ step: 'approve' }, []],
  [{ step: 'enable', reason: '' }, []],
  [{ step: 'disable', reason: 'Wrong prices.' }, []],
  [{ step: 'disable' }, ['reason reason-required']],
  [{ step: 'send-back', reason: ' \n ' }, ['reason reason-required']],
  [{ step: 'disable', reason: 'a\0' }, ['reason characters']],
  [{ step: 'disable', reason: 'a'.repeat(2001) }, ['reason too-long']],
  [{ step: 'approve', since: '' }, []],
  [{ step: 'approve', since: 'now' }, ['since Invalid input: expected number, received NaN']],
])('%j → %j', (sent, expected) => {
  const parsed = staffStepSchema.safeParse({ since: '1764000000000', ...sent })
  const issues = parsed.success ? [] : parsed.error.issues
  expect(issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual(expected)
})

test('refuses members’ steps', () => {
  expect(staffStepSchema.safeParse({ step: 'pause', since: '1' }).success).toBe(false)
})

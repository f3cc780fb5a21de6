import { describe, expect, test } from 'vitest'
import { newId } from '#/lib/platform/values/ids.ts'
import { answerSchema, newCaseSchema } from './form.ts'

const filled = {
  key: newId(),
  category: 'integration',
  subject: 'Feed is late',
  text: 'Since Monday.',
  environment: 'production',
}

function issues(schema: typeof newCaseSchema | typeof answerSchema, input: object) {
  const parsed = schema.safeParse(input)
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

describe('a new case', () => {
  test('has no situation and follows no case by default', () => {
    expect(newCaseSchema.parse(filled)).toEqual({ ...filled, situation: null, follows: null })
  })

  test('follows a case by number', () => {
    expect(newCaseSchema.parse({ ...filled, follows: '12' }).follows).toBe(12)
  })

  test.each([
    ['urgent without a situation', { category: 'urgent' }, { situation: 'situation-required' }],
    ['urgent with one', { category: 'urgent', situation: 'integration-down' }, {}],
    ['no category', { category: undefined }, { category: 'category-required' }],
    ['a subject of 120 characters', { subject: 'a'.repeat(120) }, {}],
    ['a subject of 121 characters', { subject: 'a'.repeat(121) }, { subject: 'too-long' }],
    ['a text of 10,001 characters', { text: 'a'.repeat(10_001) }, { text: 'too-long' }],
    ['an unknown environment', { environment: 'moon' }, { environment: 'environment-required' }],
    [
      'every error at once',
      { category: 'urgent', subject: '', text: ' ' },
      { subject: 'subject-required', text: 'message-required', situation: 'situation-required' },
    ],
  ])('%s', (_, given, expected) => expect(issues(newCaseSchema, { ...filled, ...given })).toEqual(expected))

  test.each([{ subject: ['a', 'b'] }, { key: 'x' }, { follows: '1e99' }, { situation: 'fire' }])(
    'refuses what no form sends: %j',
    (given) => expect(newCaseSchema.safeParse({ ...filled, ...given }).success).toBe(false),
  )
})

test.each([
  ['reply', '', { text: 'message-required' }],
  ['reply', 'Done.', {}],
  ['close', '', {}],
  ['close', 'Done.', {}],
])('staff: %s with text %j', (intent, text, expected) => {
  expect(issues(answerSchema, { key: newId(), number: '3', intent, text })).toEqual(expected)
})

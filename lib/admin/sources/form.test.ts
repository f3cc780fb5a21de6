import { describe, expect, test } from 'vitest'
import { parseExpiry, sourceFormSchema } from './form.ts'

const key = '01a212e6-8736-76b4-9bcd-4d159f318c8a'
const typed = {
  key,
  name: 'Prometheus',
  scopes: 'events:write',
  defaultCategory: '',
  accountLabel: '',
  sandboxNames: '',
  expires: '',
}

/** The first issue of each field. */
function issuesOf(form: unknown) {
  const { error } = sourceFormSchema.safeParse(form)
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}

describe('the form of a source', () => {
  test('takes one scope or several, and defaults for empty fields', () => {
    expect(sourceFormSchema.parse(typed)).toEqual({
      key,
      name: 'Prometheus',
      scopes: ['events:write'],
      defaultCategory: null,
      accountLabel: 'account',
      internalLinks: false,
      sandboxNames: ['sandbox', 'staging', 'test', 'dev'],
      expires: '',
    })
    const scopes = ['events:write', 'bounces:write']
    const chosen = { scopes, defaultCategory: 'emergency', accountLabel: 'partner', sandboxNames: 'qa' }
    const full = { ...typed, ...chosen }
    expect(sourceFormSchema.parse(full)).toMatchObject({ ...chosen, sandboxNames: ['qa'] })
    expect(sourceFormSchema.parse({ ...typed, internalLinks: 'yes' })).toMatchObject({ internalLinks: true })
  })

  test('parses comma-separated names of Sandbox in any case', () => {
    const sandboxNames = ' QA, staging,qa ,, Pre-Prod '
    const read = sourceFormSchema.parse({ ...typed, sandboxNames })
    expect(read.sandboxNames).toEqual(['qa', 'staging', 'pre-prod'])
  })

  test.each([
    ['sandbox, Production', 'production-name'],
    ['prod', 'production-name'],
    ['a\u202eb', 'characters'],
    ['x'.repeat(501), 'too-long'],
    [Array.from({ length: 21 }, (_, n) => `name${n}`).join(), 'too-many-names'],
  ])('refuses the names of Sandbox %j', (sandboxNames, issue) => {
    expect(issuesOf({ ...typed, sandboxNames })).toEqual({ sandboxNames: issue })
  })

  test('reports the issue of each field', () => {
    const { scopes: _, ...none } = typed
    expect(issuesOf({ ...none, name: ' ' })).toEqual({
      name: 'source-name-required',
      scopes: 'scopes-required',
    })
    expect(issuesOf({ ...typed, name: 'a\u202eb', accountLabel: 'x'.repeat(101) })).toEqual({
      name: 'characters',
      accountLabel: 'too-long',
    })
    expect(issuesOf({ ...typed, scopes: ['events:write', 'all'] })).toHaveProperty(['scopes.1'])
    expect(issuesOf({ ...typed, defaultCategory: 'urgent' })).toHaveProperty('defaultCategory')
    expect(issuesOf({ ...typed, key: 'x' })).toHaveProperty('key')
  })
})

describe('the last day of a source', () => {
  const now = Date.UTC(2026, 5, 10, 12)

  test('ends at midnight in the reader’s zone', () => {
    expect(parseExpiry('', 'Europe/Rome', now)).toBeNull()
    expect(parseExpiry('2026-06-10', 'Europe/Rome', now)).toBe(Date.UTC(2026, 5, 10, 22) - 1)
  })

  test.each([
    ['2026-06-09', 'day-passed'],
    ['2026-06-31', 'no-such-day'],
    ['tomorrow', 'no-such-day'],
  ])('%s: %s', (day, code) => {
    expect(() => parseExpiry(day, 'UTC', now)).toThrow(expect.objectContaining({ code, field: 'expires' }))
  })
})

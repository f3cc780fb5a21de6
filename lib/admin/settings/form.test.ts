import { describe, expect, test } from 'vitest'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { deadlineBounds, deadlines, settingsSchema } from '#/lib/platform/settings/schema.ts'
import { deadlinesFormSchema, programmeFormSchema } from './form.ts'

const issuesOf = (schema: typeof programmeFormSchema | typeof deadlinesFormSchema, form: object) =>
  Object.fromEntries(
    schema.safeParse(form).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [],
  )

const typed = {
  version: '1',
  ...Object.fromEntries(deadlines.map((name) => [name, String(deadlineBounds[name].initial)])),
}

describe('the form of deadlines', () => {
  test.each(deadlines)('accepts %s within its bounds only', (name) => {
    const { min, max } = deadlineBounds[name]
    const issues = (value: string) => issuesOf(deadlinesFormSchema, { ...typed, [name]: value })
    for (const good of [min, max]) expect(issues(` ${good} `)).toEqual({})
    for (const bad of [String(min - 1), String(max + 1), '', '1e2', '20.5', '-30', 'zwei', '٣٠'])
      expect(issues(bad)).toEqual({ [name]: 'outside-bounds' })
  })

  test('has the same defaults as the store', () => {
    const { version: _, ...values } = deadlinesFormSchema.parse(typed)
    expect(settingsSchema.parse({ programmeName: 'Desk' })).toMatchObject(values)
  })
})

describe('the form of the programme', () => {
  const issues = (changes: object) =>
    issuesOf(programmeFormSchema, {
      version: '1',
      programmeName: 'Desk',
      staffAddress: '',
      supportAddress: '',
      privacyEn: '',
      privacyIt: '',
      ...changes,
    })

  test.each([
    [{}, {}],
    [{ staffAddress: ' Team@Desk.EXAMPLE ' }, {}],
    [{ staffAddress: 'team@desk.example, b@desk.example' }, { staffAddress: 'email' }],
    [{ staffAddress: 'Team <team@desk.example>' }, { staffAddress: 'email' }],
    [{ supportAddress: 'help@desk.example', privacyEn: 'https://desk.example/privacy' }, {}],
    [{ supportAddress: 'write to us' }, { supportAddress: 'email' }],
    [{ privacyIt: 'x'.repeat(20_001) }, { privacyIt: 'too-long' }],
    [{ accentLight: '', accentDark: ' #FFD600 ' }, {}],
    [{ accentLight: '7a0044' }, {}],
    [{ accentLight: '#ffd600' }, { accentLight: 'contrast' }],
    [{ accentDark: '#7a0044' }, { accentDark: 'contrast' }],
    [{ accentLight: 'teal' }, { accentLight: 'colour' }],
    [{ programmeName: ' ' }, { programmeName: 'shown-name-required' }],
    [{ programmeName: 'x'.repeat(81) }, { programmeName: 'too-long' }],
    [{ programmeName: 'Desk\u202e' }, { programmeName: 'characters' }],
    [{ programmeName: 'Desk\r\nBcc: x' }, { programmeName: 'characters' }],
  ])('%j', (changes, expected) => expect(issues(changes)).toEqual(expected))
})

test('changing a value of a page changes the version of that page only', () => {
  const settings = settingsSchema.parse({ programmeName: 'Desk' })
  const seen = versionOf('deadlines', settings)
  expect(versionOf('deadlines', { ...settings, drillDays: 181 })).not.toBe(seen)
  expect(versionOf('deadlines', { ...settings, programmeName: 'Other' })).toBe(seen)
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyReaders } from './body-readers.ts'
import { assertTaken, count, hold } from './budget.ts'
import { queryReaders } from './query-readers.ts'
import { findSlowLength, pump } from './slow.ts'
import { textReaders } from './text-readers.ts'

const root = join(import.meta.dirname, '../..')
const all = [...textReaders, ...queryReaders, ...bodyReaders]

/** Functions that read our own rows, words or pages, and no outside input. */
const ownReaders = [
  'parseEnvironment',
  'readApiWords',
  'readContactTexts',
  'readHelpTexts',
  'readProgramme',
  'readVersion',
  'parseSubject',
  'readBrowserCookie',
  'readSessionCookie',
  'readChallengeCookie',
]

/** Functions that only another tried reader calls. */
const innerReaders: Record<string, string> = {
  detectFormat: 'parseEvents',
  readAddresses: 'parseForm',
  parseAlertmanager: 'parseEvents',
  readAlerts: 'parseForm',
  parseBinaryCloudEvent: 'parseEvents',
  readBody: 'readUpload',
  readBrandSupport: 'parseForm',
  parseCloudEvent: 'parseEvents',
  parseCloudEvents: 'parseEvents',
  parseDetails: 'parseEvents',
  parseHeader: 'readRecords',
  readHours: 'parseForm',
  readWindow: 'readLocalTime',
  readIssues: 'parseEvents',
  readJsonBody: 'readJson',
  parseNative: 'parseEvents',
  parsePagerduty: 'parseEvents',
  parseRow: 'readRecords',
  readParameter: 'parseBounceReport',
  readText: 'parseBounceReport',
  splitHead: 'parseBounceReport',
  splitParts: 'parseBounceReport',
  readHoursStatus: 'listReadableWindows',
}

test('tests every function that reads external input', () => {
  const files = globSync(['lib/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}'], { cwd: root }).filter(
    (file) => !file.includes('.test.'),
  )
  const known = new Set(all.flatMap(({ name }) => name.split(' ')))
  const missing = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const named = text.matchAll(
      /^export (?:async )?function ((?:read|parse|split|normalise|safe|negotiate|detect|canonical)[A-Z]\w*)(?:<[^(]*>)?\(\s*(\w*)/gm,
    )
    return [...named].flatMap(([, name = '', first]) => {
      const fromStore = ['read', 'tx', 'store', 'openStore'].includes(first ?? '')
      const isTried = known.has(name) || known.has(innerReaders[name] ?? '') || ownReaders.includes(name)
      return fromStore || isTried ? [] : [`${name} of ${file}`]
    })
  })
  expect(missing).toEqual([])
})

describe('a reader accepts any input without failing, and its answer keeps its promises', () => {
  for (const { name, given, read } of all) {
    test(name, async (context) => {
      const tried = count(context, 'readers', name)
      await hold(
        fc.asyncProperty(given, async (one) => {
          tried.cases++
          if (await read(one as never)) tried.taken++
          expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
        }),
        250,
      )
      assertTaken(tried)
    })
  }
})

describe('a reader needs linear time for repetitive text', () => {
  for (const { name, text } of all) {
    if (!text) continue
    test(name, async (context) => {
      const tried = count(context, 'slow', name)
      await hold(
        fc.property(pump, (pumped) => {
          tried.cases++
          expect(findSlowLength(text, pumped)).toBeNull()
        }),
        6,
      )
    })
  }
})

test('finds a pattern with exponential backtracking', () => {
  const read = (text: string) => /^(a+)+$/.test(text)
  expect(findSlowLength(read, { before: '', unit: 'a', after: '!' })).toBeLessThan(100)
  expect(findSlowLength((text) => /^a+$/.test(text), { before: '', unit: 'a', after: '!' })).toBeNull()
})

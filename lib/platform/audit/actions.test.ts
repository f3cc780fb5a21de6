import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { auditActions } from './actions.ts'

const sources = globSync(['{app,bin,db,lib,scripts}/**/*.{ts,tsx}'], {
  exclude: (path) => path.includes('migrations'),
}).filter((path) => !/\.test\.ts$/.test(path))

test.each(['en', 'it'] as const)('every action has its words, and there are no others: %s', (locale) => {
  const words = Object.entries(messagesIn(locale).audit.actions)
  const worded = words.flatMap(([subject, verbs]) => Object.keys(verbs).map((verb) => `${subject}.${verb}`))
  expect(worded.sort()).toEqual(Object.keys(auditActions).sort())
})

/** Only earlier versions wrote them. */
const retired = ['drills.asked', 'drills.stopped', 'source.revoked']

test('every action is written somewhere', () => {
  const code = sources
    .filter((path) => path !== 'lib/platform/audit/actions.ts')
    .map((path) => readFileSync(path, 'utf8'))
  const all = code.join('\n')
  const unwritten = Object.keys(auditActions).filter(
    (action) =>
      !action.startsWith('integration.') && !retired.includes(action) && !all.includes(`'${action}'`),
  )
  expect(unwritten).toEqual([])
})

test('one module writes audit entries, and nothing changes them', () => {
  expect(sources.length).toBeGreaterThan(200)
  const found = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(path, 'utf8')))
  expect(found(/insert(?:Many)?\((?:\s*tx,\s*)?auditEntries/)).toEqual(['lib/platform/audit/write-audit.ts'])
  expect(found(/(?:update|delete)\(\s*auditEntries/)).toEqual(['lib/platform/audit/forget.ts'])
  expect(found(/(?:update|delete from|truncate)\s+"?audit_entries/i)).toEqual([])
})

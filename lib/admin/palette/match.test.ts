import { expect, test } from 'vitest'
import { matches, readActions } from './match.ts'

test.each([
  ['', ['Audit log'], true],
  ['  ', ['Audit log'], true],
  ['aud', ['Audit log'], true],
  ['LOG au', ['Audit log'], true],
  ['citta', ['Città sana'], true],
  ['dit', ['Audit log'], false],
  ['audit notices', ['Audit log'], false],
  ['who', ['Audit log', 'who changed'], true],
  ['?!', ['Audit log'], false],
])('“%s” finds %j: %s', (typed, texts, found) => expect(matches(typed, texts)).toBe(found))

const verbs = { nudge: ['nudge remind', 'sollecita'], drill: ['drill', 'esercitazione prova'] }

test.each([
  ['nudge aurora', [{ action: 'nudge', account: 'aurora' }]],
  ['nud clinica aurora', [{ action: 'nudge', account: 'clinica aurora' }]],
  ['aurora nudge', [{ action: 'nudge', account: 'aurora' }]],
  ['Sollecita aurora', [{ action: 'nudge', account: 'aurora' }]],
  ['drill sara@aurora.example', [{ action: 'drill', account: 'sara@aurora.example' }]],
  [
    'nudge drill',
    [
      { action: 'nudge', account: 'drill' },
      { action: 'drill', account: 'nudge' },
    ],
  ],
  ['nudge', []],
  ['nu aurora', []],
  ['aurora', []],
  ['', []],
])('“%s” names %j', (typed, expected) => expect(readActions(typed, verbs)).toEqual(expected))

import { expect, test } from 'vitest'
import { completeContacts } from '#/seed/accounts.ts'
import { orderChoice, parseRevisionChoice, revisionList } from './revision-list.ts'
import type { HistoryEntry } from './revision-queries.ts'

const content = completeContacts([])
const entry = (version: number): HistoryEntry => {
  return { version, savedAt: 0, cause: 'submitted', person: '', removedBy: null, previous: null, content }
}
const page = { entries: [entry(7), entry(4), entry(2)] }

test.each([
  ['the last change', {}, page, { from: 4, to: 7 }],
  ['any two', { from: '2', to: '7' }, page, { from: 2, to: 7 }],
  ['one on another page', { from: '1', to: '4', before: '7' }, page, { from: 1, to: 4 }],
  ['nothing yet, further down', { before: '7' }, page, { from: null, to: null }],
  ['only one', { to: '4' }, page, { from: null, to: 4 }],
  ['invalid versions', { from: 'x', to: '-1' }, page, { from: 4, to: 7 }],
  ['the first', {}, { entries: [entry(1)] }, { from: null, to: 1 }],
  ['none', {}, { entries: [] }, { from: null, to: null }],
])('reads the choice of %s', (_, query, shown, expected) => {
  expect(parseRevisionChoice(query, shown)).toEqual(expected)
})

test.each([
  [undefined, null],
  ['4', 4],
  [['7', '8'], 7],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['99999999999999999999', null],
])('reads ?before=%s', (before, version) => expect(revisionList.after({ before })).toBe(version))

test('parses old links to the history as before', () => {
  const path = '/accounts/levante/configuration/contact-information'
  expect(revisionList.href({}, 4, path)).toBe(`${path}?before=4`)
  expect(revisionList.href({}, null, path)).toBe(path)
})

test.each([
  [2, 7, { before: 2, after: 7 }],
  [7, 2, { before: 2, after: 7 }],
  [2, 2, { before: 2, after: 2 }],
  [null, 1, { before: null, after: 1 }],
  [1, null, { before: null, after: 1 }],
  [null, null, null],
])('comparing %s and %s gives %j', (from, to, expected) => {
  expect(orderChoice({ from, to })).toEqual(expected)
})

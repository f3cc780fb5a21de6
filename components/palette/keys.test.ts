import { expect, test } from 'vitest'
import { readKey } from './keys.ts'

const nothing = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const reader = { isMac: false, isTyping: false, isOff: false }
const typing = { isTyping: true }
const off = { isOff: true }
const mac = { isMac: true }

test.each([
  ['Ctrl K', { key: 'k', ctrlKey: true }, {}, 'search'],
  ['Ctrl K with capitals', { key: 'K', ctrlKey: true }, {}, 'search'],
  ['Ctrl K while typing', { key: 'k', ctrlKey: true }, typing, 'search'],
  ['Ctrl K with single keys off', { key: 'k', ctrlKey: true }, off, 'search'],
  ['⌘ K', { key: 'k', metaKey: true }, mac, 'search'],
  ['Ctrl K on a Mac', { key: 'k', ctrlKey: true }, mac, null],
  ['⌘ K elsewhere', { key: 'k', metaKey: true }, {}, null],
  ['Ctrl Shift K', { key: 'K', ctrlKey: true, shiftKey: true }, {}, null],
  ['Ctrl Alt K', { key: 'k', ctrlKey: true, altKey: true }, {}, null],
  ['j', { key: 'j' }, {}, 'next'],
  ['k', { key: 'k' }, {}, 'previous'],
  ['?', { key: '?', shiftKey: true }, {}, 'keys'],
  ['j while typing', { key: 'j' }, typing, null],
  ['? while typing', { key: '?', shiftKey: true }, typing, null],
  ['j with single keys off', { key: 'j' }, off, null],
  ['? with single keys off', { key: '?' }, off, null],
  ['Ctrl J', { key: 'j', ctrlKey: true }, {}, null],
  ['Alt J', { key: 'j', altKey: true }, {}, null],
  ['⌘ J', { key: 'j', metaKey: true }, mac, null],
  ['capital J', { key: 'J', shiftKey: true }, {}, null],
  ['another key', { key: 'x' }, {}, null],
] as const)('%s', (_, pressed, given, command) => {
  expect(readKey({ ...nothing, ...pressed }, { ...reader, ...given })).toBe(command)
})

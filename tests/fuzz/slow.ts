import fc from 'fast-check'
import { processorTime } from '../processor-time.ts'
import { hostileText } from './hostile.ts'

/** A text that repeats, so that patterns which try every way to read it show: `(a+)+$` on `aaaa…!`. */
export type Pump = { before: string; unit: string; after: string }

const unit = fc.oneof(
  fc.constantFrom(...'a0 .-@()\t\n,;:/%+<>"\\=[{&?', '\r\n'),
  fc.constantFrom(
    'a.',
    '0 ',
    ' 0',
    'a@',
    '-0',
    '0.',
    'a ',
    '()',
    '(0)',
    'a,',
    ';a',
    '::',
    '//',
    'a=b;',
    '%2',
    '\u00e9',
    '[1',
    '{"',
    ' \t',
    '\r',
    '\u200b',
  ),
)
const end = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', '!', '@', ' ', '\n', '\0', 'a') },
  { weight: 1, arbitrary: hostileText.map((text) => text.slice(0, 20)) },
)

export const pump: fc.Arbitrary<Pump> = fc.record({ before: end, unit, after: end })

const longest = 65_536
const tooLong = 250

/**
 * How long the text was, in UTF-16 units, at which reading it took longer than anything linear can on any machine; null where it
 * never did. The text grows by little each time, since with a pattern that doubles its work by each letter nothing else comes to
 * an end. What was slow once is measured again: memory may have been tidied up meanwhile.
 */
export function findSlowLength(
  read: (text: string) => unknown,
  { before, unit, after }: Pump,
): number | null {
  for (let length = 16; length <= longest; length = longer(length)) {
    const text = before + unit.repeat(Math.ceil(length / unit.length)) + after
    const spent = () => processorTime(() => read(text))
    if (spent() > tooLong && Math.min(spent(), spent()) > tooLong) return length
  }
  return null
}

/** By two letters where a pattern may double its work with each, later by two fifths. */
function longer(length: number): number {
  return length < 64 ? length + 2 : Math.ceil(length * 1.4)
}

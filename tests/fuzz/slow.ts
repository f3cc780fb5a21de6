import fc from 'fast-check'
import { processorTime } from '../processor-time.ts'
import { hostileText } from './hostile.ts'

/** A repetitive text that shows exponential backtracking: `(a+)+$` on `aaaa…!`. */
export type Pump = { before: string; unit: string; after: string }

/** What hostile texts repeat. */
export const units = [
  ...'a0 .-@()\t\n,;:/%+<>"\\=[{&?',
  ...['\r\n', 'a.', '0 ', ' 0', 'a@', '-0', '0.', 'a ', '()', '(0)', 'a,', ';a', '::', '//', 'a=b;', '%2'],
  ...['\u00e9', '[1', '{"', ' \t', '\r', '\u200b'],
]
const unit = fc.constantFrom(...units)
const end = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', '!', '@', ' ', '\n', '\0', 'a') },
  { weight: 1, arbitrary: hostileText.map((text) => text.slice(0, 20)) },
)

export const pump: fc.Arbitrary<Pump> = fc.record({ before: end, unit, after: end })

const longest = 65_536
const tooLong = 250

/**
 * The length in UTF-16 units at which reading took longer than any linear work can; null if it never did. The text
 * grows in small steps, because a pattern that doubles its work with each letter would never finish a large one. A slow
 * reading is measured twice: memory may have been collected during the first.
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

/** Two letters longer while each may double the work, later two fifths longer. */
function longer(length: number): number {
  return length < 64 ? length + 2 : Math.ceil(length * 1.4)
}

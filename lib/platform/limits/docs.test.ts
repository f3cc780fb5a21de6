import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { logEvents } from '#/lib/platform/log/log.ts'
import { known } from '#/tests/known.ts'
import { limits, rates } from './table.ts'

const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
] as const

function spanOf(milliseconds: number): string {
  const [unit, name] = units.find(([unit]) => milliseconds % unit === 0) ?? [1, 'millisecond']
  const count = milliseconds / unit
  return count === 1 ? name : `${count} ${name}s`
}

const code = (name: string) => `\`${name}\``

/** The cells of the table between these marks, row by row. */
function readTable(file: string, name: string): string[][] {
  const [, after] = readFileSync(file, 'utf8').split(`<!-- ${name} -->\n`)
  const [, , ...rows] = known(after).split(`\n<!-- /${name} -->`, 1).join().split('\n')
  return rows.map((row) => row.slice(2, -2).split(' | '))
}

const someText = expect.stringMatching(/./)

test.each<[string, string, string[][]]>([
  [
    'docs/limits.md',
    'limits',
    Object.entries(limits).map(([name, { most, span }]) => [
      code(name),
      `${most}`,
      spanOf(span),
      someText,
      someText,
    ]),
  ],
  [
    'docs/limits.md',
    'rates',
    Object.entries(rates).map(([name, { perSecond, atOnce }]) => [
      code(name),
      `${perSecond}`,
      `${atOnce}`,
      someText,
      someText,
    ]),
  ],
  [
    'docs/logs.md',
    'events',
    Object.entries(logEvents).map(([name, { level, fields, says }]) => [
      code(name),
      level === 'warn' ? '40' : '30',
      fields.map(code).join(', '),
      says,
    ]),
  ],
])('%s shows the table of %s', (file, name, rows) => {
  expect(readTable(file, name)).toEqual(rows)
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { logEvents } from '#/lib/platform/log/log.ts'
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

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

test.each([
  [
    'docs/limits.md',
    'limits',
    table(
      ['limit', 'at most', 'within', 'of each', 'what'],
      Object.entries(limits).map(([name, { most, span, whom, what }]) => [
        `\`${name}\``,
        most,
        spanOf(span),
        whom,
        what,
      ]),
    ),
  ],
  [
    'docs/limits.md',
    'rates',
    table(
      ['rate', 'a second', 'at once', 'of each', 'what'],
      Object.entries(rates).map(([name, { perSecond, atOnce, whom, what }]) => [
        `\`${name}\``,
        perSecond,
        atOnce,
        whom,
        what,
      ]),
    ),
  ],
  [
    'docs/logs.md',
    'events',
    table(
      ['`event`', '`level`', 'fields', 'when'],
      Object.entries(logEvents).map(([name, { level, fields, says }]) => [
        `\`${name}\``,
        level === 'warn' ? 40 : 30,
        fields.map((field) => `\`${field}\``).join(', '),
        says,
      ]),
    ),
  ],
])('%s shows the table of %s', (file, name, made) => {
  const written = new RegExp(`<!-- ${name} -->\n([\\s\\S]*)<!-- /${name} -->`).exec(
    readFileSync(file, 'utf8'),
  )?.[1]
  expect(written).toBe(made)
})

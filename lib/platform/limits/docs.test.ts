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

const code = (name: string) => `\`${name}\``

/** A table in Markdown with a row for each named thing. */
function table<Given>(head: string[], things: Record<string, Given>, cells: (given: Given) => unknown[]) {
  const rows = Object.entries(things).map(([name, given]) => [code(name), ...cells(given)])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('')
}
const ofLimits = table(
  ['limit', 'at most', 'within', 'of each', 'what'],
  limits,
  ({ most, span, whom, what }) => [most, spanOf(span), whom, what],
)
const ofRates = table(
  ['rate', 'a second', 'at once', 'of each', 'what'],
  rates,
  ({ perSecond, atOnce, whom, what }) => [perSecond, atOnce, whom, what],
)
const ofEvents = table(['`event`', '`level`', 'fields', 'when'], logEvents, ({ level, fields, says }) => {
  return [level === 'warn' ? 40 : 30, fields.map(code).join(', '), says]
})

test.each([
  ['docs/limits.md', 'limits', ofLimits],
  ['docs/limits.md', 'rates', ofRates],
  ['docs/logs.md', 'events', ofEvents],
])('%s shows the table of %s', (file, name, made) => {
  expect(readFileSync(file, 'utf8')).toContain(`<!-- ${name} -->\n${made}<!-- /${name} -->`)
})

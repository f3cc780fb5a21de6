import { expect, test } from 'vitest'
import { type CsvCell, streamCsv } from './write.ts'

async function* give(...pages: CsvCell[][][]) {
  yield* pages
}

test('writes all pages as UTF-8 with a byte order mark', async () => {
  const file = streamCsv(['name', 'count'], give([['Città "A"', 1]], [['b,c\nd', null]]))
  const bytes = Buffer.from(await new Response(file).arrayBuffer())
  expect(bytes.toString()).toBe('\ufeffname,count\r\n"Città ""A""",1\r\n"b,c\nd",\r\n')
})

test.each(['a\nb', 'a\rb', 'a\r\nb'])('keeps %j in its cell', async (cell) => {
  const text = await new Response(streamCsv(['cell', 'next'], give([[cell, 'x']]))).text()
  expect(text.slice('cell,next\r\n'.length)).toBe(`"${cell}",x\r\n`)
})

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0@SUM(A1)',
  '\uff1d1',
  '"=1',
]
test.each(formulas)('disarms %j as a formula', async (cell) => {
  const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
  expect(text.slice(text.indexOf('\r\n') + 2).replace(/^"/, '')).toMatch(/^'/)
})

// Where the decimal sign is a comma, as in Italy, spreadsheets separate cells by semicolons and ignore our quotes.
test.each(['a;=1', 'a; =1', 'a;"=1+1;', 'a\n=1', 'a\r\n-1', 'a\t@b', ' \t=1'])(
  'disarms %j for spreadsheets that separate cells by semicolons or tabs',
  async (cell) => {
    const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
    const parts = text.slice(text.indexOf('\r\n') + 2).split(/[;\t\r\n]+/)
    expect(parts.filter((part) => /^[\s"]*[=+@-]/.test(part))).toEqual([])
  },
)

test.each(['a-b', 'x; y', 'a = b', '2026-01-31', 'a\r\nb', -1])('leaves %j as it is', async (cell) => {
  const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
  expect(text.slice(text.indexOf('\r\n') + 2, -2).replace(/^"|"$/g, '')).toBe(String(cell))
})

test('reads pages only on demand, and stops when the reader cancels', async () => {
  let read = 0
  let ended = false
  async function* endless() {
    try {
      for (;;) yield [[++read]]
    } finally {
      ended = true
    }
  }
  const reader = streamCsv(['n'], endless()).getReader()
  for (let chunk = 0; chunk < 4; chunk++) await reader.read()
  expect(read).toBeLessThan(6)
  await reader.cancel()
  expect(ended).toBe(true)
})

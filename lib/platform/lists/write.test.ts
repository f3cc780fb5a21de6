import { expect, test } from 'vitest'
import { type CsvCell, streamCsv } from './write.ts'

async function* give(...pages: CsvCell[][][]) {
  yield* pages
}

test('rows come page by page, in UTF-8 that says so', async () => {
  const file = streamCsv(['name', 'count'], give([['Città "A"', 1]], [['b,c\nd', null]]))
  const bytes = Buffer.from(await new Response(file).arrayBuffer())
  expect(bytes.toString()).toBe('\ufeffname,count\r\n"Città ""A""",1\r\n"b,c\nd",\r\n')
})

test.each(['a\nb', 'a\rb', 'a\r\nb'])('%j stays in its cell', async (cell) => {
  const text = await new Response(streamCsv(['cell', 'next'], give([[cell, 'x']]))).text()
  expect(text.slice('cell,next\r\n'.length)).toBe(`"${cell}",x\r\n`)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula', async (cell) => {
  const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
  expect(text.split('\r\n')[1]?.replace(/^"/, '')).toMatch(/^'/)
})

test.each(['\n=1', ' =1', '\u00a0@SUM(A1)', '\uff1d1', '"=1'])('%j is no formula either', async (cell) => {
  const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
  expect(text.slice(text.indexOf('\r\n') + 2).replace(/^"/, '')).toMatch(/^'/)
})

// Where the comma is the decimal sign, as in Italy, spreadsheets part cells by semicolons, and see no quotes inside.
test.each(['a;=1', 'a; =1', 'a;"=1+1;', 'a\n=1', 'a\r\n-1', 'a\t@b', ' \t=1'])(
  '%j is none where cells are parted otherwise',
  async (cell) => {
    const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
    const parts = text.slice(text.indexOf('\r\n') + 2).split(/[;\t\r\n]+/)
    expect(parts.filter((part) => /^[\s"]*[=+@-]/.test(part))).toEqual([])
  },
)

test.each(['a-b', 'x; y', 'a = b', '2026-01-31', 'a\r\nb', -1])('%j stays as it is', async (cell) => {
  const text = await new Response(streamCsv(['cell'], give([[cell]]))).text()
  expect(text.slice(text.indexOf('\r\n') + 2, -2).replace(/^"|"$/g, '')).toBe(String(cell))
})

test('pages are read only as they are taken, and no more once nobody wants them', async () => {
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

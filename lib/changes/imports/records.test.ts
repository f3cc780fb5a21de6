import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from './decode.ts'
import { FileFault } from './file-fault.ts'
import { readRecords } from './records.ts'

/** The rows of a file read in pieces of `size`, as `<line> <cell>|<cell>`; or its fault. */
async function read(bytes: Uint8Array | string, size = 1 << 16) {
  const pieces = splitPieces(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, size)
  const records: string[] = []
  try {
    for await (const { line, cells } of readRecords(decodeText(pieces)))
      records.push(`${line} ${cells.join('|')}`)
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    const [fault] = error.faults
    return { code: fault?.code, line: error.line, params: fault?.params }
  }
  return records
}

async function* splitPieces(whole: Uint8Array, size: number) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('the rows of a file, with their first lines', () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ['plain', 'name,slug\na,b\nc,d\n', ['1 name|slug', '2 a|b', '3 c|d']],
    ['without a last line break', 'name,slug\na,b', ['1 name|slug', '2 a|b']],
    ['by semicolons, as Italian Excel saves them', 'name;slug\r\na,1;b\r\n', ['1 name|slug', '2 a,1|b']],
    ['by tabs, one empty', 'name\tslug\tlanguage\na\t\tb\n', ['1 name|slug|language', '2 a||b']],
    ['with the line sep=; of Excel', 'sep=;\r\nname;slug\r\na;b', ['2 name|slug', '3 a|b']],
    ['with a UTF-8 mark', '\ufeffname,slug\na,b', ['1 name|slug', '2 a|b']],
    ['of UTF-16, little-endian', utf16('name\tslug\nè\tb', 'le'), ['1 name|slug', '2 è|b']],
    ['of UTF-16, big-endian', utf16('name\tslug\nè\tb', 'be'), ['1 name|slug', '2 è|b']],
    [
      'of Windows-1252, as Italian Excel saves it',
      latin1('name;slug\r\nok;b\r\nCitt\xe0 \x80 L\x92Aquila;\xc3\xa0'),
      ['1 name|slug', '2 ok|b', '3 Città € L’Aquila|Ã'],
    ],
    ['of Windows-1252 with a last accent', latin1('name,slug\na,Citt\xe0'), ['1 name|slug', '2 a|Città']],
    ['with line breaks in quotes', 'name,slug\r\n"a\r\nb",d\r\ne,f', ['1 name|slug', '2 a\nb|d', '4 e|f']],
    ['with every line break', 'name,slug\ra,b\r\nc,d\n\re,f', ['1 name|slug', '2 a|b', '3 c|d', '5 e|f']],
    ['with blank rows', '\n \nname,slug\n\n,\n;\na,b\n\n', ['3 name|slug', '6 ;', '7 a|b']],
    ['with quotes, and blanks around them', 'name , "slug"\n "a ""b""" ,c \n', ['1 name|slug', '2 a "b"|c']],
    ['with formulas', 'name,slug\n=1+1,@x\n+39,-1', ['1 name|slug', '2 =1+1|@x', '3 +39|-1']],
  ])('%s', async (_, bytes, records) => {
    expect(await read(bytes)).toEqual(records)
    expect(await read(bytes, 1)).toEqual(records)
    expect(await read(bytes, 7)).toEqual(records)
  })

  test.each<[string, string | Uint8Array, object]>([
    ['a spreadsheet, renamed', latin1('PK\x03\x04rest of it'), { code: 'spreadsheet', line: 0 }],
    ['an old spreadsheet', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), { code: 'old-spreadsheet' }],
    ['broken UTF-8', latin1('name,slug\nCitt\xc3\xa0,ok\nCitt\xe0,b\n'), { code: 'encoding', line: 3 }],
    ['it with a mark', latin1('\xef\xbb\xbfname,slug\nCitt\xe0'), { code: 'encoding', line: 2 }],
    ['UTF-16 cut in the middle', utf16('name', 'le').subarray(0, 7), { code: 'encoding-utf16' }],
    ['UTF-16 without a mark', utf16('name\nx', 'le').subarray(2), { code: 'nul', line: 1 }],
    ['a NUL', 'name,slug\na,b\nc\0,d', { code: 'nul', line: 3 }],
    ['an unclosed quote', 'name,slug\na,b\n"c\n\nd', { code: 'quote-open', line: 3 }],
    ['a quote in a value', 'name,slug\nBar "Da Mario",b\n', { code: 'quote-inside', line: 2 }],
    ['text after a quote', 'name,slug\n"a\nb"c,d\n', { code: 'quote-after', params: { line: 2, end: 3 } }],
    ['a row without end', `name,slug\na,b\n"${'x\n'.repeat(20_000)}`, { code: 'row-too-long', line: 3 }],
    ['an endless row of nothing', `name,slug\na,b\n${','.repeat(25_000)}`, { code: 'row-too-long', line: 3 }],
    ['bars', 'name|slug|language\na|b|c', { code: 'delimiter', params: { delimiter: '|', line: 1 } }],
    ['control characters', 'name\u001fslug\n', { code: 'delimiter', params: { delimiter: 'U+001F' } }],
    ['nothing', '', { code: 'empty', line: 0 }],
  ])('%s is refused', async (_, bytes, fault) => {
    expect(await read(bytes)).toMatchObject(fault)
    expect(await read(bytes, 1)).toMatchObject(fault)
  })
})

test.each<[string, Uint8Array | string, boolean]>([
  ['UTF-8', 'name,slug\nCittà,b', false],
  ['UTF-8 with a mark', '\ufeffname,slug\nCittà,b', false],
  ['UTF-16', utf16('name\tslug\nCittà\tb', 'le'), false],
  ['ASCII', 'name,slug\na,b', false],
  ['Windows-1252', latin1('name,slug\nCitt\xe0,b'), true],
])('guesses Windows-1252 only: %s', async (_, bytes, isGuessed) => {
  for (const size of [1, 1 << 16]) {
    let guessed = false
    for await (const _ of decodeText(splitPieces(Buffer.from(bytes), size), () => {
      guessed = true
    }));
    expect(guessed).toBe(isGuessed)
  }
})

test('yields to other work while parsing blank lines, and limits their number', async () => {
  let turns = 0
  let isDone = false
  const takeTurn = () => {
    turns++
    if (!isDone) setImmediate(takeTurn)
  }
  setImmediate(takeTurn)
  expect(await read(`name,slug\n${'\n'.repeat(60_000)}a,b`)).toHaveLength(2)
  isDone = true
  expect(60_000 / turns).toBeLessThan(120)
  async function* text() {
    yield 'name,slug\n\n,\n \n\na,b\n'
  }
  const readAll = async (most: number) => {
    for await (const _ of readRecords(text(), most));
  }
  await readAll(4)
  await expect(readAll(3)).rejects.toThrow('too-many-rows')
})

test('decodes a single large chunk in parts', async () => {
  const lengths: number[] = []
  for await (const text of decodeText(splitPieces(Buffer.alloc(5_000_000, '\n'), 5_000_000)))
    lengths.push(text.length)
  expect(lengths.length).toBeGreaterThan(70)
  expect(Math.max(...lengths)).toBeLessThanOrEqual(64 * 1024)
})

test('splits no character between chunks', async () => {
  for (const before of ['', 'a']) {
    const long = before + '\u{1F3E5}'.repeat(4_100)
    expect(await read(`name,slug\n${long},b`)).toEqual(['1 name|slug', `2 ${long}|b`])
  }
})

/** Values without NUL, lone surrogates or outer blanks. */
const cell = fc.string({ unit: 'binary', maxLength: 40 }).map((text) =>
  text
    .replaceAll('\0', '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, ''),
)

test('reads generated files unchanged, in any chunks', async () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.integer({ min: 1, max: 9 }),
      async (rows, delimiter, size) => {
        const text = stringify([['name', 'slug'], ...rows], { delimiter, quoted: true })
        const found = await read(text, size)
        if (!Array.isArray(found)) throw new Error(`refused: ${JSON.stringify(found)}`)
        let line = 2
        const expected = rows.flatMap((row) => {
          const begins = line
          line += row.join('').split('\n').length
          return row.some(Boolean) ? [`${begins} ${row.join('|')}`] : []
        })
        expect(found.slice(1)).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

test('parses or refuses any bytes', async () => {
  const near = fc
    .constantFrom('name,slug\n', '"', '\r', '\n', ',', '\ufeff', 'é', '\xff\xfe')
    .map((text) => Buffer.from(text))
  const any = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(near, any), { maxLength: 12 }),
      fc.integer({ min: 1, max: 50 }),
      async (parts, size) => {
        const found = await read(Buffer.concat(parts), size)
        if (!Array.isArray(found)) expect(found.code).toBeTypeOf('string')
      },
    ),
    { numRuns: 300 },
  )
})

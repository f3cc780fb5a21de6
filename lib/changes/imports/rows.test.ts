import { describe, expect, test } from 'vitest'
import { importColumns } from '#/db/words/imports.ts'
import { FileFault } from './file-fault.ts'
import { findDelimiter, parseHeader } from './header.ts'
import { parseRow, TypesByName } from './rows.ts'

const types = new TypesByName([
  { id: 'ordering', names: { en: 'Ordering end-to-end', it: 'Ordinazioni end-to-end' } },
  { id: 'waitlist', names: { en: 'Queue', it: 'Coda' } },
  { id: 'other', names: { en: 'Queue', it: 'Altro' } },
])
const header = parseHeader([...importColumns], 1)
const row = (cells: string) => parseRow(header, cells.split('|'), types)
/** The faults of a row, each as `column: code`. */
const faults = (cells: string) => (row(cells).faults ?? []).map(({ column, code }) => `${column}: ${code}`)

describe('a row is an account', () => {
  const full = { name: 'Città Sana', slug: 'citta', integrationTypeId: 'ordering', defaultLocale: 'it' }
  const owner = { email: 'a@b.example', locale: 'en' }
  const named = { integrationTypeId: 'ordering', defaultLocale: 'it', locale: 'en' }
  const formula = { name: '=HYPERLINK("x")', slug: 'hyperlink-x', email: '+a@b.example' }
  test.each<[string, string, object]>([
    ['in full', 'Città Sana|citta|ordering|it|a@B.example|en', { ...full, ...owner }],
    ['without optional values', 'Città Sana||ordering|it|a@b.example|', { slug: 'citta-sana', locale: 'it' }],
    ['with names for ids', 'A B||ORDINAZIONI  End-to-end|Italiano|a@b.example|English', named],
    ['with values like formulas', '=HYPERLINK("x")||altro|en|+a@b.example|', formula],
    ['with empty cells at its end', 'A B||altro|en|a@b.example|||', { slug: 'a-b' }],
    ['without optional cells at its end', 'A B||altro|en|a@b.example', { slug: 'a-b', locale: 'en' }],
  ])('%s', (_, cells, account) => expect(row(cells).account).toMatchObject(account))
})

describe('reports each fault of a row by its column', () => {
  test.each<[string, string[]]>([
    [
      '|Bad Slug|nothing|en|a@b.example|',
      ['name: required', 'slug: slug-format', 'integration_type: type-unknown'],
    ],
    [
      'A B|ab|ordering|fr|no|xx',
      ['language: language-unknown', 'owner_email: address', 'owner_language: language-unknown'],
    ],
    ['A B|||||', ['integration_type: required', 'language: required', 'owner_email: required']],
    ['A B|admin|queue|en|a@b.example|', ['slug: slug-reserved', 'integration_type: type-ambiguous']],
    [`${'x'.repeat(101)}|ab|ordering|en|a@b.example|`, ['name: too-long']],
    ['a\nb|ab|ordering|en|a@b.example|', ['name: characters']],
    ['例え||ordering|fr|a@b.example|', ['slug: slug-unmade', 'language: language-unknown']],
    ['例え||ordering|en|a@b.example|', ['slug: slug-unmade']],
    ['A B|ab|ordering|en', [': columns-few']],
    ['A B|ab|ordering|en|a@b.example||more', [': columns-many']],
    ['A B|ab|ordering|en|a@b.example, c@d.example|', ['owner_email: address']],
  ])('%j', (cells, found) => expect(faults(cells)).toEqual(found))

  test('reports the problem of an address, with its value shortened', () => {
    const [fault] = row(`A B|ab|ordering|en|${'x'.repeat(300)}|`).faults ?? []
    expect(fault).toMatchObject({ code: 'address', params: { reason: 'address-no-at' } })
    expect(fault?.value).toHaveLength(200)
  })
})

describe('the header', () => {
  const refused = (cells: string) => {
    try {
      parseHeader(cells.split(','), 1)
      return []
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      return error.faults.map(({ code, column, value }) => `${code} ${column || value}`.trim())
    }
  }
  test.each<[string, string[]]>([
    ['Owner Email, NAME,integration-type,Language', []],
    ['name,integration_type,language,owner_email,', []],
    [
      'name,integration_type,language,e-mail,Name',
      ['column-unknown e-mail', 'column-twice name', 'column-missing owner_email'],
    ],
    ['Clinica Aurora,clinica-aurora', ['no-header']],
  ])('%s', (cells, faults) => expect(refused(cells)).toEqual(faults))

  test.each([
    ['name,"slug",language', ','],
    ['name;slug,a;language', ';'],
    ['name', ','],
    ['nome|cognome', ','],
  ])('%s is separated by %s', (line, delimiter) => expect(findDelimiter(line, 1)).toBe(delimiter))
})

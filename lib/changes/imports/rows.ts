import { maxNameLength } from '#/db/words/accounts.ts'
import {
  type Fault,
  type FaultCode,
  type ImportColumn,
  type ImportedAccount,
  importColumns,
  optionalColumns,
} from '#/db/words/imports.ts'
import type { Translated } from '#/db/words/people.ts'
import { findSlugProblem, suggestSlug } from '#/lib/accounts/account/slug.ts'
import { newAccountSchema } from '#/lib/changes/accounts/form.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { parseAddress } from '#/lib/platform/values/address.ts'
import { describeFault } from './file-fault.ts'
import type { Header } from './header.ts'

/** A row that can be an account, or its faults and its slug, null if the slug is faulty. */
export type ReadRow =
  | { account: ImportedAccount; faults?: never }
  | { account?: never; faults: Fault[]; slug: string | null }

type Cells = Record<ImportColumn, string>

/** Checks one row by the rules of a new account (`newAccountSchema`). */
export function parseRow(header: Header, cells: readonly string[], types: TypesByName): ReadRow {
  const mismatch = findMismatch(header, cells)
  if (mismatch) return { faults: [mismatch], slug: null }
  const row = toCells(header, cells)
  const type = types.find(row.integration_type)
  const language = readLanguage(row.language)
  const parsed = newAccountSchema.safeParse({
    name: row.name,
    slug: row.slug,
    integrationTypeId: typeof type === 'object' ? type.id : '',
    defaultLocale: language,
    email: row.owner_email,
    locale: row.owner_language ? readLanguage(row.owner_language) : language,
  })
  if (parsed.success) return { account: parsed.data }
  const faults = new Map<ImportColumn, Fault>()
  for (const { path, message } of parsed.error.issues) {
    const column = columnOf[String(path[0])]
    // An empty owner's language takes the account's, whose fault is reported already.
    if (!column || faults.has(column) || (!row[column] && optionalColumns.includes(column))) continue
    const code = codeOf(column, message, row, typeof type === 'string' ? type : null)
    faults.set(column, describeFault(code, { column, value: row[column], ...explain(code, row) }))
  }
  // The schema makes the slug only when all other fields are valid.
  if (!row.slug && !faults.has('name') && findSlugProblem(suggestSlug(row.name)))
    faults.set('slug', describeFault('slug-unmade', { column: 'slug', value: row.name }))
  const isNamed = !faults.has('slug') && !(faults.has('name') && !row.slug)
  const inOrder = importColumns.flatMap((column) => faults.get(column) ?? [])
  return { faults: inOrder, slug: isNamed ? row.slug || suggestSlug(row.name) : null }
}

/** Values that the fault's sentence needs. */
function explain(code: FaultCode, row: Cells): Record<string, string | number> {
  if (code === 'too-long') return { max: maxNameLength }
  if (code !== 'address') return {}
  const parsed = parseAddress(row.owner_email)
  return parsed.ok ? {} : { ...parsed.params, reason: parsed.code }
}

/**
 * A row with more cells than the header, or fewer than it needs. Ignores empty cells at the end, which spreadsheets
 * leave, and missing optional ones: Excel omits the delimiters of an empty last column.
 */
function findMismatch(header: Header, cells: readonly string[]): Fault | null {
  const expected = header.findLastIndex((column) => column !== null) + 1
  const needed = header.findLastIndex((column) => column !== null && !optionalColumns.includes(column)) + 1
  const beyond = cells.findIndex((cell, index) => cell !== '' && !header[index])
  if (beyond >= 0)
    return describeFault('columns-many', { value: cells[beyond] ?? '', count: beyond + 1, expected })
  if (cells.length < needed)
    return describeFault('columns-few', { value: cells.join(' · '), count: cells.length, expected })
  return null
}

function toCells(header: Header, cells: readonly string[]): Cells {
  const row = { name: '', slug: '', integration_type: '', language: '', owner_email: '', owner_language: '' }
  header.forEach((column, index) => {
    if (column) row[column] = cells[index] ?? ''
  })
  return row
}

/** Each language by its code and by its name in every language: "inglese". */
const languages = new Map(
  locales.flatMap((locale) =>
    [locale, ...locales.map((reader) => languageName(locale, reader))].map((name) => [
      name.toLowerCase(),
      locale,
    ]),
  ),
)

/** A language by code or name; other text stays, for the schema to refuse. */
const readLanguage = (cell: string): string => languages.get(cell.toLowerCase()) ?? cell

const columnOf: Partial<Record<string, ImportColumn>> = {
  name: 'name',
  slug: 'slug',
  integrationTypeId: 'integration_type',
  defaultLocale: 'language',
  email: 'owner_email',
  locale: 'owner_language',
}

/** `message`: the schema's key of errors.json, worded for a form. */
function codeOf(
  column: ImportColumn,
  message: string,
  row: Cells,
  type: 'type-unknown' | 'type-ambiguous' | null,
): FaultCode {
  if (column === 'slug') return message === 'slug-reserved' ? 'slug-reserved' : 'slug-format'
  if (!row[column]) return 'required'
  if (column === 'name') return message === 'too-long' ? 'too-long' : 'characters'
  if (column === 'integration_type') return type ?? 'type-unknown'
  return column === 'owner_email' ? 'address' : 'language-unknown'
}

type Names = { id: string; names: Translated }

/** Integration types by id or by name in any language, ignoring case and spaces. */
export class TypesByName {
  readonly #byId = new Map<string, Names>()
  readonly #byName = new Map<string, Set<Names>>()

  constructor(types: readonly Names[]) {
    for (const type of types) {
      this.#byId.set(fold(type.id), type)
      for (const name of new Set(Object.values(type.names).map((text) => fold(text ?? ''))))
        this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(type))
    }
  }

  find(cell: string): { id: string } | 'type-unknown' | 'type-ambiguous' {
    const name = fold(cell)
    const found = this.#byId.get(name)
    if (found) return found
    const [named, ...more] = this.#byName.get(name) ?? []
    if (!named) return 'type-unknown'
    return more.length > 0 ? 'type-ambiguous' : named
  }
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase()
}

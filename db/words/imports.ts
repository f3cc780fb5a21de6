import type { Locale } from './locale.ts'

/**
 * `checking`: the file is being read. `checked` waits for a person; `refused` has faults, and nothing of it is imported.
 * `running` until every row is dealt with; `stopped` half way, by a person or because who started it may no longer.
 */
export type ImportState = 'checking' | 'checked' | 'refused' | 'running' | 'stopped' | 'done'

/** `new` will be made, `made` has been; `known` exists as the row says; `faulty` cannot be. */
export const importRowStates = ['new', 'made', 'known', 'faulty'] as const
export type ImportRowState = (typeof importRowStates)[number]

/** The columns of the file, in the order of its template. */
export const importColumns = [
  'name',
  'slug',
  'integration_type',
  'language',
  'owner_email',
  'owner_language',
] as const
export type ImportColumn = (typeof importColumns)[number]

/** May be left out, or left empty: a short name is made from the name, the owner reads the account's language. */
export const optionalColumns: readonly ImportColumn[] = ['slug', 'owner_language']

/** What is wrong. Keys of messages/…/imports.json. */
export type FaultCode =
  // with the file as a whole; nothing after it could be read
  | 'empty'
  | 'header-only'
  | 'too-large'
  | 'too-many-rows'
  | 'spreadsheet'
  | 'old-spreadsheet'
  | 'encoding'
  | 'encoding-utf16'
  | 'nul'
  | 'delimiter'
  | 'no-header'
  | 'quote-open'
  | 'quote-inside'
  | 'quote-after'
  | 'row-too-long'
  // with the header, column by column
  | 'column-unknown'
  | 'column-missing'
  | 'column-twice'
  // with a row
  | 'columns-few'
  | 'columns-many'
  | 'required'
  | 'too-long'
  | 'characters'
  | 'type-unknown'
  | 'type-ambiguous'
  | 'language-unknown'
  | 'slug-format'
  | 'slug-reserved'
  | 'slug-unmade'
  | 'slug-twice'
  | 'slug-taken'
  | 'address'
  | 'unexpected'

/** One thing that is wrong: in which column, what stood there (shortened), and what its sentence needs. */
export type Fault = {
  code: FaultCode
  column: string
  value: string
  params: Record<string, string | number>
}

/** What a row comes to: the account it makes, of which `newAccountSchema` is the rule. */
export type ImportedAccount = {
  name: string
  slug: string
  integrationTypeId: string
  defaultLocale: Locale
  email: string
  locale: Locale
}

/**
 * What is kept of a row: its account, or only what is wrong with it. `uninvited`: the account is known, and this owner is
 * neither a member nor invited; the import leaves that as it is.
 */
export type ImportedRow = { account?: ImportedAccount; faults?: Fault[]; uninvited?: true }

const mebibyte = 1024 * 1024

/** How much one file may hold. The command line, whose user holds the machine, takes more. */
export type ImportLimits = { bytes: number; rows: number }
export const uploadLimits: ImportLimits = { bytes: 20 * mebibyte, rows: 100_000 }
export const commandLineLimits: ImportLimits = { bytes: 512 * mebibyte, rows: 2_000_000 }

/** Days after which an import is deleted, with the addresses in its rows. */
export const importDays = 90

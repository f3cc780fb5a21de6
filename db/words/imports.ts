import type messages from '#/messages/en/imports.json'
import type { Locale } from './people.ts'

/**
 * `checking`: we read the file. `checked` waits for a person; `refused` has faults, and nothing of it is imported.
 * `running` until every row is done; `stopped` half way, by a person or because the starter lost the right.
 */
export type ImportState = 'checking' | 'checked' | 'refused' | 'running' | 'stopped' | 'done'

/** `new` will be created, `made` is created; `known` exists as the row says; `faulty` has a fault. */
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

/** Columns that may be missing or empty: a short name is generated, and the owner reads the account's language. */
export const optionalColumns: readonly ImportColumn[] = ['slug', 'owner_language']

/** The kind of fault: each is a message. */
export type FaultCode = keyof typeof messages.faults

/** One fault: its column, the cell's text (shortened), and the values of its sentence. */
export type Fault = {
  code: FaultCode
  column: string
  value: string
  params: Record<string, string | number>
}

/** The account that a row creates; `newAccountSchema` is the rule. */
export type ImportedAccount = {
  name: string
  slug: string
  integrationTypeId: string
  defaultLocale: Locale
  email: string
  locale: Locale
}

/**
 * The stored part of a row: its account, or only its fault. `uninvited`: the account exists, and this owner is neither
 * a member nor invited; the import leaves it unchanged.
 */
export type ImportedRow = { account?: ImportedAccount; faults?: Fault[]; uninvited?: true }

const mebibyte = 1024 * 1024

/** Limits of one file. The command line, whose user owns the machine, takes more. */
export type ImportLimits = { bytes: number; rows: number }
export const uploadLimits: ImportLimits = { bytes: 20 * mebibyte, rows: 100_000 }
export const commandLineLimits: ImportLimits = { bytes: 512 * mebibyte, rows: 2_000_000 }

/** Days after which an import is deleted, with the addresses in its rows. */
export const importDays = 90

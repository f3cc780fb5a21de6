import type { z } from 'zod'
import {
  type AddressFieldId,
  type AddressRow,
  type BrandSupport,
  type ContactAddress,
  type ContactFormValues,
  type HoursRow,
  maxEntries,
  maxWindows,
  type SupportWindow,
} from '#/db/words/contacts.ts'
import { mergeWindows } from '#/lib/contacts/hours/windows.ts'
import { type PlacedContact, refuseDuplicates } from './agreement.ts'
import {
  brandSupportSchema,
  type ContactError,
  contactAddressSchema,
  readIssues,
  supportWindowSchema,
} from './checks.ts'
import { isBlankAddressRow, isBlankBrandSupport, isBlankHoursRow } from './form-rows.ts'

/** What was understood otherwise than it was typed, for the page that confirms the submission. */
export type ContactNote =
  | { code: 'hours-merged'; path: string; params: Record<string, never> }
  | { code: 'domain-converted'; path: string; params: { typed: string; address: string } }
  | { code: 'refused-before'; path: string; params: { address: string; at: number } }
  | { code: 'zone-renamed'; path: string; params: { typed: string; zone: string } }

/** What comes to light while the fields are read, one after the other. */
export type Findings = { errors: Map<string, ContactError>; notes: ContactNote[]; contacts: PlacedContact[] }

export function readAlerts(alerts: string[], memberIds: Iterable<string>, { errors }: Findings): string[] {
  const members = new Set(memberIds)
  const chosen = [...new Set(alerts)]
  const strangers = chosen.filter((userId) => !members.has(userId)).length
  if (strangers > 0) errors.set('alerts', { code: 'alerts-not-member', params: { count: strangers } })
  if (chosen.length > maxEntries) errors.set('alerts', { code: 'too-many', params: { max: maxEntries } })
  return chosen
}

export function readAddresses(
  field: AddressFieldId,
  rows: AddressRow[],
  findings: Findings,
): ContactAddress[] {
  const written = numberRows(field, rows, isBlankAddressRow)
  const read = written.flatMap(({ path, row }) => {
    const contact = readRow(contactAddressSchema, row, path, findings)
    return contact ? [{ path, contact }] : []
  })
  for (const { path, row } of written) noteConversion(path, row.address, read, findings)
  refuseDuplicates(read, findings.errors)
  if (written.length > maxEntries) {
    findings.errors.set(field, { code: 'too-many', params: { max: maxEntries } })
  }
  findings.contacts.push(...read)
  return read.map(({ contact }) => contact)
}

export function readBrandSupport(
  row: ContactFormValues['brand-support'],
  findings: Findings,
): BrandSupport | null {
  const path = 'brand-support'
  const contact = isBlankBrandSupport(row) ? null : readRow(brandSupportSchema, row, path, findings)
  if (contact === null) return null
  noteConversion(path, row.address, [{ path, contact }], findings)
  findings.contacts.push({ path, contact })
  return contact
}

export function readHours(rows: HoursRow[], findings: Findings): SupportWindow[] {
  const field = 'support-hours'
  const written = numberRows(field, rows, isBlankHoursRow)
  const windows = written.flatMap(({ path, row }) => {
    const window = readRow(supportWindowSchema, row, path, findings)
    if (window === null) return []
    const typed = row.zone.trim()
    if (window.zone.toLowerCase() !== typed.toLowerCase()) {
      findings.notes.push({
        code: 'zone-renamed',
        path: `${path}.zone`,
        params: { typed, zone: window.zone },
      })
    }
    return [window]
  })
  const joined = mergeWindows(windows)
  // Hours of more than a day are cut at midnights, so that there may be more windows than were written.
  if (Math.max(written.length, joined.windows.length) > maxWindows) {
    findings.errors.set(field, { code: 'too-many', params: { max: maxWindows } })
  }
  if (joined.merged) findings.notes.push({ code: 'hours-merged', path: field, params: {} })
  return joined.windows
}

/** Rows somebody wrote into, under the names they have in the form. */
function numberRows<Row>(field: string, rows: Row[], isBlank: (row: Row) => boolean) {
  return rows.map((row, index) => ({ path: `${field}.${index}`, row })).filter(({ row }) => !isBlank(row))
}

function readRow<Read>(
  schema: z.ZodType<Read>,
  row: unknown,
  path: string,
  { errors }: Findings,
): Read | null {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  for (const [part, error] of readIssues(parsed.error))
    errors.set(part === '' ? path : `${path}.${part}`, error)
  return null
}

function noteConversion(path: string, typed: string, read: readonly PlacedContact[], { notes }: Findings) {
  const address = read.find((placed) => placed.path === path)?.contact.address
  if (address !== undefined && /\P{ASCII}/u.test(typed.trim())) {
    notes.push({
      code: 'domain-converted',
      path: `${path}.address`,
      params: { typed: typed.trim(), address },
    })
  }
}

import { eq, max } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { noteChanged } from '#/lib/contacts/form/sections.ts'
import { withoutTypedAddress } from '#/lib/contacts/form/withdraw-address.ts'
import type { Place } from '#/lib/privacy/personal-data/places.ts'
import { redactValue } from '#/lib/privacy/personal-data/redact.ts'
import type { RuledRow } from '#/lib/privacy/personal-data/row-rules.ts'
import { readRows } from '#/lib/privacy/personal-data/scan.ts'
import type { ErasureSubject } from '#/lib/privacy/personal-data/subject.ts'
import { eraseFromAccount } from './erase-from-account.ts'

type Redaction = { subject: ErasureSubject; madeBefore: number }

/** Erases the address in the current versions of these rows; returns how many had it. */
export async function redactRows(
  tx: Writer,
  place: Place,
  keys: readonly string[],
  redaction: Redaction,
): Promise<number> {
  let count = 0
  for (const row of await readRows(tx, place, keys))
    count += Number(await redactRow(tx, place, row, redaction))
  return count
}

async function redactRow(tx: Writer, place: Place, row: RuledRow, redaction: Redaction): Promise<boolean> {
  const { subject } = redaction
  if (place.table === contactDrafts) return redactDraft(tx, String(row.accountId), redaction)
  const change = changeOf(place, row, subject)
  if (change === null) return false
  const own = eq(place.key.column, row[place.key.name])
  if (place.table === contactRevisions) await eraseFromLastRevision(tx, row, subject)
  if (change === 'delete') await tx.delete(place.table).where(own)
  else await tx.update(place.table).set(change).where(own)
  if (place.table === accounts) await refreshSearchRow(tx, String(row.id))
  return true
}

/**
 * What an erasure makes of a row (decision 035): it writes 'erased' for the address in every text and applies the rule
 * of the table. Null if the row stays as it is.
 */
function changeOf(
  { texts, rule }: Place,
  row: RuledRow,
  subject: ErasureSubject,
): RuledRow | 'delete' | null {
  const changed: RuledRow = {}
  for (const { name } of texts) {
    const value = redactValue(row[name], subject)
    if (value !== row[name]) changed[name] = value
  }
  const ruled = rule?.(row, subject, changed) ?? changed
  return ruled === 'delete' || Object.keys(ruled).length > 0 ? ruled : null
}

/** If the index missed the last revision of an account, adds one without the address. */
async function eraseFromLastRevision(tx: Writer, row: RuledRow, subject: ErasureSubject): Promise<void> {
  const accountId = String(row.accountId)
  const [last] = await tx
    .select({ version: max(contactRevisions.version) })
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, accountId))
  if (last?.version === row.version) await eraseFromAccount(tx, accountId, subject, null)
}

/**
 * Takes the address out of a draft, and makes a save that began earlier a conflict. A draft saved after the erasure
 * began is a new registration and stays.
 */
async function redactDraft(
  tx: Writer,
  accountId: string,
  { subject, madeBefore }: Redaction,
): Promise<boolean> {
  const ofDraft = eq(contactDrafts.accountId, accountId)
  const [draft] = await tx.select().from(contactDrafts).where(ofDraft)
  if (!draft || draft.savedAt >= madeBefore) return false
  // The cast is safe: redaction changes only texts inside the object.
  const values = redactValue(withoutTypedAddress(draft.values, subject.key), subject) as ContactFormValues
  if (JSON.stringify(values) === JSON.stringify(draft.values)) return false
  const ofAccount = eq(accounts.id, accountId)
  const [account] = await tx.select().from(accounts).where(ofAccount)
  const version = (account?.contactsVersion ?? draft.version) + 1
  await tx.update(contactDrafts).set({ values, version }).where(ofDraft)
  const contactsChangedIn = noteChanged(account?.contactsChangedIn ?? null, draft.values, values, version)
  await tx.update(accounts).set({ contactsVersion: version, contactsChangedIn }).where(ofAccount)
  return true
}

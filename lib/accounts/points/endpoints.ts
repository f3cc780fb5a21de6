import { and, asc, between, eq, or, sql } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation, EndpointEntry, RoutedField } from '#/db/words/accounts.ts'
import { endpointIdOf, endpointKey } from '#/db/words/points.ts'
import { fieldsWithEndpoint } from '#/lib/contacts/fields/entries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { second } from '#/lib/platform/values/clock.ts'

/** Notices go to one that is `on`; `disabled`: by staff, or because it said that it is gone. */
export type EndpointState = 'unconfirmed' | 'on' | 'failing' | 'disabled'

type Row = typeof endpoints.$inferSelect

/** An endpoint as people may see it: nothing of what is sealed. */
export type KnownEndpoint = EndpointEntry & {
  state: EndpointState
  /** Since when (milliseconds UTC). */
  since: number
  /** Why it fails, is gone or has not got its code, as it is stored; else empty. */
  reason: string
  /** Staff disabled it, and they alone switch it on again. */
  byStaff: boolean
  /** The fields that have it. */
  fields: RoutedField[]
}

function stateOf(
  { createdAt, confirmedAt, disabledAt }: Row,
  mark: { markedAt: number } | undefined,
): Pick<KnownEndpoint, 'state' | 'since'> {
  if (disabledAt !== null) return { state: 'disabled', since: disabledAt }
  if (confirmedAt === null) return { state: 'unconfirmed', since: createdAt }
  return mark ? { state: 'failing', since: mark.markedAt } : { state: 'on', since: confirmedAt }
}

/** All endpoints of an account, oldest first. */
export async function listEndpoints(
  read: Reader,
  { account, contacts }: { account: { id: string }; contacts: ContactInformation | null },
): Promise<KnownEndpoint[]> {
  const rows = await listRows(read, account.id)
  const marks = await findMarks(
    read,
    rows.map(({ id }) => endpointKey(id)),
  )
  const codeErrors = await readCodeErrors(read, rows)
  return rows.map((row) => {
    const mark = marks.get(endpointKey(row.id))
    return {
      ...toEntry(row),
      ...stateOf(row, mark),
      reason: mark?.status ?? codeErrors.get(row.id) ?? '',
      byStaff: row.disabledBy !== null,
      fields: fieldsWithEndpoint(contacts, row.id),
    }
  })
}

/** Why the last codes of endpoints have not got there, by the endpoint's id. */
async function readCodeErrors(read: Reader, rows: readonly Row[]): Promise<Map<string, string>> {
  const unproven = rows.filter(({ codeHash, codeSentAt }) => codeHash !== null && codeSentAt !== null)
  if (unproven.length === 0) return new Map()
  const isOf = ({ id, codeSentAt }: Row) => {
    const sentAt = codeSentAt ?? 0
    // One transaction wrote both instants.
    return and(eq(outbox.recipient, endpointKey(id)), between(outbox.createdAt, sentAt, sentAt + second))
  }
  // Written as in the partial index, so that the index serves.
  const isFailing = sql`${outbox.status} in ('retrying', 'failed', 'expired')`
  const failing = await read
    .select({ recipient: outbox.recipient, error: outbox.lastError })
    .from(outbox)
    .where(and(isFailing, eq(outbox.template, 'endpoint-code'), or(...unproven.map(isOf))))
  return new Map(failing.map(({ recipient, error }) => [endpointIdOf(recipient) ?? '', error]))
}

/** The endpoints of an account as its contacts may list them. */
export async function listEndpointEntries(read: Reader, accountId: string): Promise<EndpointEntry[]> {
  return (await listRows(read, accountId)).map(toEntry)
}

/** What a revision has of an endpoint. */
export function toEntry({ id, kind, label, hint, locale }: EndpointEntry): EndpointEntry {
  return { id, kind, label, hint, locale }
}

function listRows(read: Reader, accountId: string): Promise<Row[]> {
  return read
    .select()
    .from(endpoints)
    .where(eq(endpoints.accountId, accountId))
    .orderBy(asc(endpoints.createdAt), asc(endpoints.id))
}

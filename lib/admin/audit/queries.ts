import { type AnyColumn, and, desc, eq, gte, lte, or, type SQL, sql } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import type { AuditConditions } from './list.ts'
import { type NamedEntry, nameEntries } from './names.ts'

export type AuditRow = typeof auditEntries.$inferSelect
const auditPerPage = 50

/**
 * How many entries one query scans for a filter without an index. If it does not fill a page, the page says how far back it
 * looked, and the next page continues there.
 */
export const maxScanned = 20_000

type AuditPage = {
  entries: NamedEntry[]
  /** Where the next page starts, null at the end of the log. */
  next: TimeCursor | null
  /** How far back the query looked, in milliseconds UTC, if it did not fill the page. */
  lookedBackTo: number | null
  /** For the names of types in entries. */
  types: IntegrationType[]
}

/** The page for a filter that names something unknown. */
export const emptyAuditPage: AuditPage = { entries: [], next: null, lookedBackTo: null, types: [] }

/** The audit log for admins and support: newest first, after the cursor. */
export async function listAudit(
  read: Reader,
  grant: StaffGrant,
  filter: AuditConditions,
  after: TimeCursor | null,
  limit = auditPerPage,
): Promise<AuditPage> {
  const { shown, next, lookedBackTo } = await readPage(read, grant, filter, after, limit)
  return {
    entries: await nameEntries(read, shown),
    next,
    lookedBackTo,
    types: await listIntegrationTypes(read),
  }
}

async function readPage(
  read: Reader,
  _grant: StaffGrant,
  filter: AuditConditions,
  after: TimeCursor | null,
  limit: number,
): Promise<{ shown: AuditRow[]; next: TimeCursor | null; lookedBackTo: number | null }> {
  const { found, others } = splitConditions(filter)
  const within = and(found, isWithin(filter), isBefore(auditEntries.at, auditEntries.id, after))
  if (others.length === 0) {
    const rows = await select(read)
      .where(within)
      .orderBy(...newestFirst)
      .limit(limit + 1)
    return { ...toPage(rows, limit, instantOf), lookedBackTo: null }
  }
  const window = select(read)
    .where(within)
    .orderBy(...newestFirst)
    .limit(maxScanned)
    .as('window')
  const rows = await read
    .select()
    .from(window)
    .where(and(...others.map((condition) => condition(window))))
    .orderBy(desc(window.at), desc(window.id))
    .limit(limit + 1)
  if (rows.length > limit) return { ...toPage(rows, limit, instantOf), lookedBackTo: null }
  const [last] = await read
    .select({ at: auditEntries.at, id: auditEntries.id })
    .from(auditEntries)
    .where(within)
    .orderBy(...newestFirst)
    .limit(1)
    .offset(maxScanned - 1)
  return { shown: rows, next: last ?? null, lookedBackTo: last?.at ?? null }
}

const instantOf = ({ at }: AuditRow) => at
const newestFirst = [desc(auditEntries.at), desc(auditEntries.id)] as const

function select(read: Reader) {
  return read.select().from(auditEntries)
}

type Columns = Record<keyof AuditRow, AnyColumn>
type Condition = (columns: Columns) => SQL | undefined

/** `found`: the narrowest condition with an index. `others`: the conditions to check on what it finds. */
function splitConditions({ account, actor, source, action, subject, text }: AuditConditions) {
  const indexed: Condition[] = []
  if (subject) indexed.push((entry) => eq(entry.subjectId, subject))
  if (account) indexed.push((entry) => eq(entry.accountId, account))
  if (actor) indexed.push((entry) => eq(entry.actorId, actor))
  if (action) indexed.push((entry) => eq(entry.action, action))
  const others: Condition[] = []
  if (source) others.push((entry) => eq(entry.sourceId, source))
  if (text) others.push((entry) => hasText(entry, text))
  const [first, ...rest] = indexed
  return { found: first?.(auditEntries), others: [...rest, ...others] }
}

function isWithin({ from, to }: AuditConditions): SQL | undefined {
  return and(
    from === undefined ? undefined : gte(auditEntries.at, from),
    to === undefined ? undefined : lte(auditEntries.at, to),
  )
}

/** Ignores the case of ASCII letters. Values are stored as JSON, so the text is searched for as JSON escapes it. */
function hasText(entry: Columns, text: string): SQL | undefined {
  const words = text.toLowerCase()
  const written = JSON.stringify(words).slice(1, -1)
  return or(
    containsText(sql`lower(cast(${entry.before} as text))`, written),
    containsText(sql`lower(cast(${entry.after} as text))`, written),
    containsText(sql`lower(${entry.address})`, words),
  )
}

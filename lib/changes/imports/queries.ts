import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { importRows, imports } from '#/db/schema/imports.ts'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { type ImportRowState, importRowStates } from '#/db/words/imports.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

export const importsPerPage = 20
export const rowsPerPage = 100
const rowsStreamed = 500

export type Import = typeof imports.$inferSelect
export type ImportRow = typeof importRows.$inferSelect
export type RowCounts = Record<ImportRowState, number>

export async function countRows(read: Reader, id: string): Promise<RowCounts> {
  const counts = { new: 0, made: 0, known: 0, faulty: 0 }
  for (const state of importRowStates) counts[state] = await read.$count(importRows, isIn(id, state))
  return counts
}

function isIn(id: string, state: ImportRowState) {
  return and(eq(importRows.importId, id), eq(importRows.state, state))
}

/** A page of imports, newest first, before the id `before`. */
export async function listImports(read: Reader, _grant: AdminGrant, before: string) {
  const rows = await read
    .select({ import: imports, by: { name: users.name, email: users.email } })
    .from(imports)
    .leftJoin(users, eq(users.id, imports.createdBy))
    .where(before ? lt(imports.id, before) : undefined)
    .orderBy(desc(imports.id))
    .limit(importsPerPage + 1)
  const page = rows.slice(0, importsPerPage)
  return { rows: page, next: rows.length > page.length ? (page.at(-1)?.import.id ?? null) : null }
}

export type FoundImport = Awaited<ReturnType<typeof findImport>>

/**
 * An import with its counts. `createdBy`, `startedBy`: names, empty for the command line.
 * @throws AppError `not-found`
 */
export async function findImport(read: Reader, _grant: AdminGrant, id: string) {
  const [found] = await read.select().from(imports).where(eq(imports.id, id))
  if (!found) throw new AppError('not-found')
  const creator = await findPerson(read, found.createdBy)
  const starter = await findPerson(read, found.startedBy)
  return {
    import: found,
    counts: await countRows(read, id),
    createdBy: creator?.name ?? '',
    startedBy: starter?.name ?? '',
    starterIsAdmin: found.startedBy === null || starter?.role === 'admin',
  }
}

async function findPerson(read: Reader, userId: string | null) {
  if (userId === null) return undefined
  const [person] = await read
    .select({ name: users.name, email: users.email, role: staff.role })
    .from(users)
    .leftJoin(staff, eq(staff.userId, users.id))
    .where(eq(users.id, userId))
  return person && { name: person.name || person.email, role: person.role }
}

/** `slug`: of the account that the row made or matches. */
export type ListedRow = { row: ImportRow; slug: string | null }

type Wanted = { state: ImportRowState; after: number }

/** A page of rows in one state, after line `after`, with their accounts. */
export function listRows(read: Reader, _grant: AdminGrant, id: string, wanted: Wanted) {
  return readPage(read, id, wanted, rowsPerPage)
}

export function streamFaulty(read: Reader, _grant: AdminGrant, id: string): AsyncGenerator<ListedRow[]> {
  return listRowsIn(read, id, 'faulty')
}

/** All rows in one state, in pages, for the command line. */
export async function* listRowsIn(
  read: Reader,
  id: string,
  state: ImportRowState,
): AsyncGenerator<ListedRow[]> {
  for (let after: number | null = -1; after !== null; ) {
    const page: Page = await readPage(read, id, { state, after }, rowsStreamed)
    yield page.rows
    after = page.next
  }
}

type Page = { rows: ListedRow[]; next: number | null }

async function readPage(read: Reader, id: string, { state, after }: Wanted, limit: number): Promise<Page> {
  const rows = await read
    .select({ row: importRows, slug: accounts.slug })
    .from(importRows)
    .leftJoin(accounts, eq(accounts.id, importRows.accountId))
    .where(and(isIn(id, state), gt(importRows.line, after)))
    .orderBy(asc(importRows.line))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > page.length ? (page.at(-1)?.row.line ?? null) : null }
}

/** The state whose rows a page shows: the requested one, or else the first that has rows, faults first. */
export function chooseShown(counts: RowCounts, asked: unknown): ImportRowState {
  const order = ['faulty', 'new', 'made', 'known'] as const
  return order.find((state) => state === asked) ?? order.find((state) => counts[state] > 0) ?? 'faulty'
}

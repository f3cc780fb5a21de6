import { and, getTableColumns, like, notLike, or, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, onTestFinished } from 'vitest'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { bulkAccounts, bulkRuns } from '#/db/schema/bulk.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { importRows, imports } from '#/db/schema/imports.ts'
import { digestNotices, digests, events, notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { digestKey } from '#/lib/notices/notice/keys.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { allTables } from '#/lib/privacy/personal-data/tables.ts'
import { buildAccount, buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { caseRow, messageRow } from '#/seed/cases.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { insertOne } from '#/seed/insert.ts'
import { buildDelivery, eventRow, noticeRow } from '#/seed/notices.ts'
import { buildInvitation, buildMember, userRow } from '#/seed/people.ts'

/** Ids of the neighbour's rows: below all others, so that tests in the order of ids find theirs last. */
const prefix = '00000000-0000-7000-8000-'
const idOf = (number: number) => prefix + String(number).padStart(12, '0')

export const neighbourId = idOf(1)

/**
 * Adds an account that has what others have: a row in each table with an account, with the addresses, keys and words that
 * fixtures use by default. No job has work with it. Returns false if it is there already.
 */
async function plantNeighbour(tx: Writer): Promise<boolean> {
  let number = 1
  const id = () => idOf(++number)
  const at = now()
  const accountId = neighbourId
  const nora = userRow({ id: id(), email: 'nora@neighbour.example', name: 'Nora' })
  const [owner] = await tx.insert(users).values(nora).onConflictDoNothing().returning()
  if (!owner) return false
  const of = { slug: 'neighbour', name: 'Neighbour', nameKey: 'neighbour', missingFields: '' }
  const far = at + 3650 * day
  const dates = { firstCompleteAt: at, checkDueAt: far, checkMailDueAt: far, drillDueAt: far }
  await buildAccount(tx, {
    id: accountId,
    ...of,
    integrationTypeId: 'ordering-end-to-end',
    state: 'live',
    ...dates,
  })
  const contents = completeContacts([owner.id])
  await buildRevision(tx, { id: id(), accountId, savedBy: owner.id, content: contents })
  await buildMember(tx, { id: id(), accountId, userId: owner.id, role: 'owner' })
  await buildDraft(tx, { accountId, savedBy: owner.id })
  const invited = { email: 'invited@neighbour.example', invitedBy: owner.id }
  await buildInvitation(tx, { id: id(), accountId, ...invited })
  await buildEndpoint(tx, { id: id(), accountId, createdBy: owner.id })
  await tx.insert(accountSearch).values({ accountId, words: 'neighbour' })
  for (const { address } of [...contents['technical-emergency'], ...contents.operations]) {
    await buildConfirmation(tx, { id: id(), accountId, address })
    const served = { isMember: false, isContact: true, since: at }
    await tx
      .insert(accountAddresses)
      .values({ accountId, address, addressKey: addressKey(address), ...served })
  }
  const kind = { category: 'emergency', environment: 'production' } as const
  const reported = { id: id(), accountId, ...kind, dedupKey: 'feed', summary: 'The neighbour burns', step: 0 }
  const notice = await insertOne(tx, notices, noticeRow({ ...reported, dueAt: at - 1 }))
  await tx.insert(events).values(eventRow(notice, { id: id() }))
  await buildDelivery(tx, notice, { id: id(), recipient: 'oncall@contacts.example' })
  const digestId = id()
  const key = digestKey('notices', { accountId, ...kind })
  const gathered = { gathersUntil: at - 1, dueAt: at - 1, createdAt: at }
  await tx.insert(digests).values({ id: digestId, key, kind: 'notices', accountId, ...kind, ...gathered })
  await tx.insert(digestNotices).values({ digestId, noticeId: notice.id })
  const asked = { id: id(), accountId, number: 0, openedBy: owner.id, subject: 'The neighbour asks' }
  const question = await insertOne(tx, cases, caseRow(asked))
  await tx.insert(caseMessages).values(messageRow(question, { id: id(), authorId: owner.id }))
  const by = { authorId: owner.id, text: 'The neighbour is noted', at }
  await tx.insert(staffNotes).values({ id: id(), accountId, ...by })
  const entry = { actorId: owner.id, action: 'contacts.submitted', at }
  await tx.insert(auditEntries).values({ id: id(), accountId, ...entry })
  await plantProgrammeWork(tx, { accountId, ownerId: owner.id, at, id })
  return true
}

/** The neighbour among the accounts of finished work on many. */
async function plantProgrammeWork(
  tx: Writer,
  { accountId, ownerId, at, id }: { accountId: string; ownerId: string; at: number; id(): string },
): Promise<void> {
  const made = { createdBy: ownerId, createdAt: at, finishedAt: at }
  const announcementId = id()
  const text = {
    category: 'technical' as const,
    severity: 'info' as const,
    texts: {},
    links: [],
    audience: {},
  }
  await tx.insert(announcements).values({ id: announcementId, state: 'sent', ...text, ...made })
  const planned = { planned: 'reaches', addresses: 1, sentAt: at } as const
  await tx
    .insert(announcementAccounts)
    .values({ id: id(), announcementId, accountId, position: 0, ...planned })
  const runId = id()
  const work = { kind: 'nudge' } as const
  const started = { startedBy: ownerId, startedAt: at, finishedAt: at }
  await tx.insert(bulkRuns).values({ id: runId, state: 'done', work, selection: {}, ...started })
  await tx.insert(bulkAccounts).values({ id: id(), runId, accountId, position: 0, outcome: 'done' })
  const importId = id()
  await tx.insert(imports).values({ id: importId, fileName: 'neighbours.csv', state: 'done', ...made })
  const row = { line: 2, state: 'made' as const, values: {} }
  await tx.insert(importRows).values({ id: id(), importId, accountId, ...row })
}

/** The tables whose rows belong to an account. */
export const ofAccounts = allTables.filter((table) => 'accountId' in getTableColumns(table))

export async function readNeighbour(store: Store): Promise<Map<SQLiteTable, unknown[]>> {
  const { read } = unfiltered.get(store.read) ?? store
  const rows = new Map<SQLiteTable, unknown[]>()
  for (const table of allTables) {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>
    const own = [columns.id, columns.accountId, columns.digestId].filter((column) => column !== undefined)
    if (own.length === 0) continue
    const found = await read
      .select()
      .from(table)
      .where(or(...own.map((column) => like(column, `${prefix}%`))))
    // A table has no order of its own.
    rows.set(
      table,
      found.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    )
  }
  return rows
}

/** Adds the neighbour, once; fails the running test if it changes a row of it. */
export async function addNeighbour(store: Store): Promise<void> {
  if (!(await store.transact(plantNeighbour))) return
  const before = await readNeighbour(store)
  const { read } = store
  onTestFinished(async () => {
    if (unwatched.has(read)) return
    // A test may have broken the store.
    const after = await readNeighbour(store).catch(() => before)
    expect([...after.values()].flat(), 'rows of the neighbour').toEqual([...before.values()].flat())
  })
}

const unwatched = new WeakSet<Reader>()

/** For a test of what happens to all accounts, such as the end of what is kept. */
export function mayChangeNeighbour(store: Store): void {
  unwatched.add(store.read)
}

/** The store behind the reader of `leaveOutNeighbour`. */
const unfiltered = new WeakMap<Reader, Store>()

/**
 * The same store, in which what a test itself reads, changes and deletes leaves the neighbour out: a test may count a
 * table, and let time pass for all rows. The product's statements see all of it.
 */
export function leaveOutNeighbour(store: Store): Store {
  const read = filtered(store.read)
  unfiltered.set(read, store)
  const transact: Store['transact'] = (work, ...rest) => store.transact((tx) => work(filtered(tx)), ...rest)
  return { ...store, read, transact }
}

type Where = { where(condition: SQL | undefined): unknown }

function filtered<Database extends Reader | Writer>(database: Database): Database {
  const of: Record<string, unknown> = {}
  const wrap = (
    name: string,
    wrapped: (method: (...given: never[]) => unknown, ...given: never[]) => unknown,
  ) => {
    const method = (database as unknown as Record<string, (...given: never[]) => unknown>)[name]
    if (!method) return
    const own = method.bind(database)
    of[name] = function call(...given: never[]) {
      return isCalledByTest(call) ? wrapped(own, ...given) : own(...given)
    }
  }
  const from = (method: (...given: never[]) => unknown, ...given: never[]) => {
    const selecting = method(...given) as { from(table: SQLiteTable): Where }
    return { from: (table: SQLiteTable) => withOthers(selecting.from(table), table) }
  }
  wrap('select', from)
  wrap('selectDistinct', from)
  wrap('$count', (method, table: SQLiteTable, condition?: SQL) =>
    method(table as never, and(condition, isOther(table)) as never),
  )
  wrap('delete', (method, table: SQLiteTable) => withOthers(method(table as never) as Where, table))
  wrap('update', (method, table: SQLiteTable) => {
    const updating = method(table as never) as { set(values: object): Where }
    return { set: (values: object) => withOthers(updating.set(values), table) }
  })
  return new Proxy(database, { get: (target, name) => of[name as string] ?? Reflect.get(target, name) })
}

/** Adds the condition to the statement, and to the one that it gets. */
function withOthers(statement: Where, table: SQLiteTable): Where {
  const others = isOther(table)
  const where = statement.where.bind(statement)
  statement.where = (condition) => where(and(condition, others))
  if (others) where(others)
  return statement
}

function isOther(table: SQLiteTable): SQL | undefined {
  const own = ownColumn(table)
  return own && notLike(own, `${prefix}%`)
}

/** The column that names a row, or else what it belongs to; none of what is no table. */
function ownColumn(table: SQLiteTable): SQLiteColumn | undefined {
  const columns: Record<string, SQLiteColumn> = getTableColumns(table) ?? {}
  return columns.id ?? columns.accountId ?? columns.digestId
}

/** Whether a test, or a tool of tests, called `method`. */
function isCalledByTest(method: (...given: never[]) => unknown): boolean {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 1
  const at: { stack?: string } = {}
  Error.captureStackTrace(at, method)
  Error.stackTraceLimit = limit
  return /\.test\.ts|\/tests\//.test(at.stack ?? '')
}

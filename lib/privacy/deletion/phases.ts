import { and, eq, inArray } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { memberships } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { nextPage } from '#/lib/platform/store/next-page.ts'
import { type DeletedAccount, rowsToDelete } from '#/lib/privacy/personal-data/data-rule.ts'
import { ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { findKey, type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'
import { deleteBatch, isParent } from './delete-rows.ts'
import { anonymise, isAffiliated, listUnerased } from './people.ts'

/** How many rows a step deleted, whether its phase is done, and after which key the next step continues. */
type Step = { rows: number; done: boolean; after?: string }
/** `after`: the last key of a scan through a whole table. */
export type Phase = (tx: Writer, account: DeletedAccount & { after: string }) => Promise<Step>

/** Per step of a scan, which takes some milliseconds. */
const maxScanned = 5000
const membersPerBatch = 20

/** Deletes the rows that an index finds, some of one table in each step. */
function deleteIndexed(names: readonly TableName[], by: 'own' | 'keys'): Phase {
  return async (tx, account) => {
    for (const name of names) {
      const rows = await deleteBatch(tx, name, rowsToDelete(ruleOf(name), by, account))
      if (rows > 0) return { rows, done: false }
    }
    return { rows: 0, done: true }
  }
}

/** Deletes from a table without a suitable index, one stretch of rows in each step. */
function deleteByScan(name: TableName): Phase {
  return async (tx, account) => {
    const table: SQLiteTable = tables[name]
    const key = findKey(table)?.column
    const isOwn = ruleOf(name).deleted?.walk?.(account)
    if (!key || !isOwn) throw new Error(`The table ${name} cannot be walked.`)
    const { within, next } = await nextPage(tx, { table, key }, account.after, maxScanned)
    const gone = await tx.delete(table).where(and(within, isOwn)).returning({ key })
    return { rows: gone.length, done: next === null, after: next ?? '' }
  }
}

/** Removes the members and anonymises those who are not affiliated elsewhere. */
const deleteMembers: Phase = async (tx, account) => {
  const joined = await tx
    .select({ id: memberships.id, userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.accountId, account.accountId))
    .limit(membersPerBatch)
  if (joined.length === 0) return { rows: 0, done: true }
  const ids = joined.map(({ id }) => id)
  await tx.delete(unguarded(memberships)).where(inArray(memberships.id, ids))
  const userIds = joined.map(({ userId }) => userId)
  for (const person of await listUnerased(tx, userIds)) {
    if (!(await isAffiliated(tx, person, account.accountId))) await anonymise(tx, person)
  }
  return { rows: joined.length, done: false }
}

const tablesWith = (kind: 'own' | 'walk' | 'keys') =>
  ruledTables.filter((name) => ruleOf(name).deleted?.[kind] !== undefined)

/** The order must not change: a running deletion stores the index of its phase. */
export const deletionPhases: readonly Phase[] = [
  ...tablesWith('own')
    .filter(isParent)
    .map((name) => deleteIndexed([name], 'own')),
  ...tablesWith('walk').map(deleteByScan),
  deleteIndexed(tablesWith('keys'), 'keys'),
  deleteMembers,
  deleteIndexed(
    tablesWith('own').filter((name) => !isParent(name)),
    'own',
  ),
]

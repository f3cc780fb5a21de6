import { and, eq, inArray } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { memberships } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { nextPage } from '#/lib/platform/store/next-page.ts'
import { type DeletedAccount, whichGo } from '#/lib/privacy/personal-data/data-rule.ts'
import { ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { findKey, type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'
import { deleteSome, isParent } from './delete-rows.ts'
import { anonymise, hasPlace, listKnown } from './people.ts'

/** What a step did: how many rows went, whether the phase is done, and where a walk goes on. */
type Step = { rows: number; done: boolean; after?: string }
/** `after`: how far a walk through a whole table has come. */
export type Phase = (tx: Writer, account: DeletedAccount & { after: string }) => Promise<Step>

/** Rows that a step of a walk looks at; some milliseconds. */
const mostWalked = 5000
const membersAtOnce = 20

/** Rows that an index finds, some of one table at each step. */
function deleteFound(names: readonly TableName[], by: 'own' | 'keys'): Phase {
  return async (tx, account) => {
    for (const name of names) {
      const rows = await deleteSome(tx, name, whichGo(ruleOf(name), by, account))
      if (rows > 0) return { rows, done: false }
    }
    return { rows: 0, done: true }
  }
}

/** Of a table that no index helps with, the rows of one stretch after another. */
function deleteWalked(name: TableName): Phase {
  return async (tx, account) => {
    const table: SQLiteTable = tables[name]
    const key = findKey(table)?.column
    const isOwn = ruleOf(name).deleted?.walk?.(account)
    if (!key || !isOwn) throw new Error(`The table ${name} cannot be walked.`)
    const { within, next } = await nextPage(tx, { table, key }, account.after, mostWalked)
    const gone = await tx.delete(table).where(and(within, isOwn)).returning({ key })
    return { rows: gone.length, done: next === null, after: next ?? '' }
  }
}

/** Its members; who belongs to nothing else is forgotten with it. */
const deleteMembers: Phase = async (tx, account) => {
  const joined = await tx
    .select({ id: memberships.id, userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.accountId, account.accountId))
    .limit(membersAtOnce)
  if (joined.length === 0) return { rows: 0, done: true }
  const ids = joined.map(({ id }) => id)
  await tx.delete(memberships).where(inArray(memberships.id, ids))
  const userIds = joined.map(({ userId }) => userId)
  for (const person of await listKnown(tx, userIds)) {
    if (!(await hasPlace(tx, person, account.accountId))) await anonymise(tx, person)
  }
  return { rows: joined.length, done: false }
}

const tablesWith = (kind: 'own' | 'walk' | 'keys') =>
  ruledTables.filter((name) => ruleOf(name).deleted?.[kind] !== undefined)

/** A deletion that is under way knows its phase by its place here. */
export const deletionPhases: readonly Phase[] = [
  ...tablesWith('own')
    .filter(isParent)
    .map((name) => deleteFound([name], 'own')),
  ...tablesWith('walk').map(deleteWalked),
  deleteFound(tablesWith('keys'), 'keys'),
  deleteMembers,
  deleteFound(
    tablesWith('own').filter((name) => !isParent(name)),
    'own',
  ),
]

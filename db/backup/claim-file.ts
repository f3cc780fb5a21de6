import Sqlite from 'better-sqlite3'
import { claimOnceClosed } from '#/db/store/closing.ts'
import { codeOf } from '#/db/store/failure.ts'
import { describeLockHolders, findLockHolders } from '#/db/store/lock-holders.ts'
import { explainSqlite, isLockedOut } from '#/db/store/sqlite-refusals.ts'
import { StoreError } from '#/db/store/store.ts'

/** `release` lets others open the file again. */
export type ClaimedFile = { connection: Sqlite.Database | null; release(): void }

/**
 * Locks a store's file against all others and removes its log, until `release`. For a file too damaged to open it reads
 * the system's locks; `connection` is then null. @throws StoreError if it is in use.
 */
export async function claimFile(file: string): Promise<ClaimedFile> {
  const claimed = await claimOnceClosed(() => tryToClaim(file))
  if (claimed) return claimed
  const holders = describeLockHolders(file)
  throw new StoreError(
    `The store ${file} is in use${holders ? ` by ${holders}` : ''}. Stop all servers first.`,
  )
}

/** Returns null if the file is in use. */
function tryToClaim(file: string): ClaimedFile | null {
  const connection = new Sqlite(file, { timeout: 200 })
  try {
    connection.pragma('journal_mode = DELETE')
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE')
    // The lock lasts beyond the transaction, until the connection closes.
    connection.exec('COMMIT')
    return { connection, release: () => connection.close() }
  } catch (error) {
    connection.close()
    const isDamaged = /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))
    if (isLockedOut(error) || (isDamaged && findLockHolders(file).length > 0)) return null
    if (!isDamaged) throw explainSqlite(file, error)
    return { connection: null, release: () => undefined }
  }
}

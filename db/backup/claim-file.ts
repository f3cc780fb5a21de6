import { existsSync, readFileSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { claimOnceClosed } from '#/db/store/closing.ts'
import { codeOf } from '#/db/store/failure.ts'
import { explainSqlite } from '#/db/store/sqlite-refusals.ts'
import { StoreError } from '#/db/store/store.ts'

/** `release` lets others have the file again. */
export type ClaimedFile = { connection: Sqlite.Database | null; release(): void }

/**
 * Keeps everybody else from a store's file, and leaves it without a log beside it, until `release`. A file that is too damaged to
 * ask is looked for among the system's locks; then there is no connection. @throws StoreError where it is in use.
 */
export async function claimFile(file: string): Promise<ClaimedFile> {
  const claimed = await claimOnceClosed(() => tryToClaim(file))
  if (!claimed) throw new StoreError(`The store ${file} is in use. Stop every server first.`)
  return claimed
}

/** Answers null where the file is in use. */
function tryToClaim(file: string): ClaimedFile | null {
  const connection = new Sqlite(file, { timeout: 200 })
  try {
    connection.pragma('journal_mode = DELETE')
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE')
    // The lock outlives the transaction: it ends with the connection.
    connection.exec('COMMIT')
    return { connection, release: () => connection.close() }
  } catch (error) {
    connection.close()
    const code = codeOf(error)
    const isDamaged = /^SQLITE_(NOTADB|CORRUPT)/.test(code)
    if (/^SQLITE_(BUSY|LOCKED)/.test(code) || (isDamaged && isLocked(file))) return null
    if (!isDamaged) throw explainSqlite(file, error)
    return { connection: null, release: () => undefined }
  }
}

/** Whether any process holds a lock on the file or its index; Linux alone says so. */
function isLocked(file: string): boolean {
  if (!existsSync('/proc/locks')) return false
  const inodes = [file, `${file}-shm`].filter((path) => existsSync(path)).map((path) => statSync(path).ino)
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) => inodes.some((inode) => line.split(/\s+/).some((word) => word.endsWith(`:${inode}`))))
}

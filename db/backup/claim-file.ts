import { existsSync, readFileSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { claimOnceClosed } from '#/db/store/closing.ts'
import { codeOf } from '#/db/store/failure.ts'
import { explainSqlite } from '#/db/store/sqlite-refusals.ts'
import { StoreError } from '#/db/store/store.ts'

/** `release` lets others open the file again. */
export type ClaimedFile = { connection: Sqlite.Database | null; release(): void }

/**
 * Locks a store's file against all others and removes its log, until `release`. For a file too damaged to open it reads
 * the system's locks; `connection` is then null. @throws StoreError if it is in use.
 */
export async function claimFile(file: string): Promise<ClaimedFile> {
  const claimed = await claimOnceClosed(() => tryToClaim(file))
  if (!claimed) throw new StoreError(`The store ${file} is in use. Stop all servers first.`)
  return claimed
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
    const code = codeOf(error)
    const isDamaged = /^SQLITE_(NOTADB|CORRUPT)/.test(code)
    if (/^SQLITE_(BUSY|LOCKED)/.test(code) || (isDamaged && isLocked(file))) return null
    if (!isDamaged) throw explainSqlite(file, error)
    return { connection: null, release: () => undefined }
  }
}

/** Whether a process holds a lock on the file or its index; known only on Linux. */
function isLocked(file: string): boolean {
  if (!existsSync('/proc/locks')) return false
  const inodes = [file, `${file}-shm`].filter((path) => existsSync(path)).map((path) => statSync(path).ino)
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) => inodes.some((inode) => line.split(/\s+/).some((word) => word.endsWith(`:${inode}`))))
}

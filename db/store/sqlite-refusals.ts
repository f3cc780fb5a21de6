import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import { codeOf } from './failure.ts'
import { describeLockHolders } from './lock-holders.ts'
import { StoreError } from './store.ts'

/** Milliseconds that a statement waits for a lock that another process holds. */
export const lockPatience = 5000

/** Milliseconds that opening waits for it: a server that is stopping may hold it for a while. */
export const openPatience = 30_000

/** Whether another connection is in the way. */
export function isLockedOut(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
}

/** Bytes: stores up to this size are checked whole at each start, which takes a tenth of a second (decision 037). */
const quicklyChecked = 64 * 1024 * 1024

/** @throws StoreError if the place cannot hold a store, before anything is created there. */
export function refusePlace(file: string): void {
  const folder = dirname(file)
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new StoreError(`The store cannot be created in ${folder}: it is a file. Set DATA_DIR to a folder.`)
  if (existsSync(file) && !statSync(file).isFile())
    throw new StoreError(`The store ${file} is not a file. Remove it, or set DATA_DIR to another folder.`)
}

/** Milliseconds within which another process writes the first page of a new file. */
const firstPage = 500

/** @throws StoreError if the file is empty: to start over in it would hide the loss of a store. */
export async function refuseEmptied(file: string): Promise<void> {
  const isEmpty = () => existsSync(file) && statSync(file).size === 0
  if (!isEmpty()) return
  await setTimeout(firstPage)
  if (!isEmpty()) return
  throw new StoreError(
    `The store ${file} is an empty file. Restore a backup: recapito restore <file>. If there was never a store, delete the file.`,
  )
}

/** @throws the engine's or system's error if the store is locked or read-only. */
export function tryToWrite(connection: Sqlite.Database): void {
  // A read-only file opens, and a transaction begins; only the first row would fail.
  accessSync(connection.name, constants.W_OK)
  connection.exec('BEGIN IMMEDIATE')
  connection.exec('ROLLBACK')
}

/** Checks all pages of a store of common size. @throws StoreError if one is damaged. */
export function refuseDamaged(connection: Sqlite.Database): void {
  const file = connection.name
  if (statSync(file).size > quicklyChecked) return
  const found = connection.prepare<[], string>('pragma quick_check(1)').pluck().get()
  if (found !== 'ok') throw new StoreError(describeDamage(file, String(found).replaceAll('\n', ' ')))
}

/** Any failure of the file as one sentence that says what to do. */
export function explainSqlite(file: string, error: unknown, doing = 'opened'): StoreError {
  if (error instanceof StoreError) return error
  const why = error instanceof Error ? error.message : String(error)
  const known = isLockedOut(error) ? describeLocked(file) : format(file, codeOf(error), why)
  return new StoreError(
    known ??
      `The store ${file} cannot be ${doing}: ${why}. Check the permissions of the file and its folder.`,
    { cause: error },
  )
}

const noRoom = /^(SQLITE_FULL|ENOSPC|EDQUOT)$/

/** Whether an error, or its cause, is a full disk. */
export function isFullDisk(error: unknown): boolean {
  return noRoom.test(codeOf(error)) || (error instanceof Error && isFullDisk(error.cause))
}

function format(file: string, code: string, why: string): string | undefined {
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return describeDamage(file, why)
  if (noRoom.test(code) || code === 'SQLITE_IOERR_SHMSIZE')
    return `The store ${file} cannot be written: the disk is full. Free some space, then start again.`
  if (/^(SQLITE_READONLY|EROFS)/.test(code)) return describeReadOnly(file)
  if (/^(SQLITE_CANTOPEN|SQLITE_IOERR|EACCES|EPERM)/.test(code)) {
    if (existsSync(dirname(file)) && !isWritable(file)) return describeReadOnly(file)
    if (code === 'EACCES' || code === 'EPERM')
      return `The folder ${dirname(file)} cannot be created: permission denied. Create it for the user that runs Recapito, or set DATA_DIR to another.`
  }
  return undefined
}

function describeLocked(file: string): string {
  const holders = describeLockHolders(file) ?? 'another program'
  return `The store ${file} is locked by ${holders}, which does not let go of it. Stop that program, then start again.`
}

function describeDamage(file: string, why: string): string {
  return `The store ${file} is damaged, or is not a Recapito store: ${why}. Keep a copy of it and restore a backup: recapito restore <file>`
}

function describeReadOnly(file: string): string {
  return `The store ${file} is read-only. The user that runs Recapito must be able to write to the file and its folder, and the disk must not be mounted read-only.`
}

function isWritable(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}

import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import { codeOf } from './failure.ts'
import { StoreError } from './store.ts'

/** Milliseconds that a statement waits for a lock that another process holds. */
export const lockPatience = 5000

/** Bytes: up to here a store is read through at each start, which takes a tenth of a second (decision 037). */
const quicklyChecked = 64 * 1024 * 1024

/** @throws StoreError where the place cannot hold a store, before anything is made there. */
export function refusePlace(file: string): void {
  const folder = dirname(file)
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new StoreError(`The store cannot be kept in ${folder}: it is a file. Name a folder in DATA_DIR.`)
  if (existsSync(file) && !statSync(file).isFile())
    throw new StoreError(`The store ${file} is not a file. Take it away, or name another folder in DATA_DIR.`)
}

/** Milliseconds after which a file that another process just makes has its first page. */
const firstPage = 500

/** @throws StoreError where nothing is left in the file: to begin anew in it would hide that a store was lost. */
export async function refuseEmptied(file: string): Promise<void> {
  const isEmpty = () => existsSync(file) && statSync(file).size === 0
  if (!isEmpty()) return
  await setTimeout(firstPage)
  if (!isEmpty()) return
  throw new StoreError(
    `The store ${file} is an empty file. Restore a backup: node bin/recapito.ts restore <file>. Where there never was a store, take the file away.`,
  )
}

/** @throws an error of the engine or the system where nothing can be written now: the store is locked or read-only. */
export function tryToWrite(connection: Sqlite.Database): void {
  // A file that may only be read is opened all the same, and a transaction begun: the first row would fail.
  accessSync(connection.name, constants.W_OK)
  connection.exec('BEGIN IMMEDIATE')
  connection.exec('ROLLBACK')
}

/** Reads a store of common size through. @throws StoreError where a page of it is damaged. */
export function refuseDamaged(connection: Sqlite.Database): void {
  const file = connection.name
  if (statSync(file).size > quicklyChecked) return
  const found = connection.prepare<[], string>('pragma quick_check(1)').pluck().get()
  if (found !== 'ok') throw new StoreError(sayDamaged(file, String(found).replaceAll('\n', ' ')))
}

/** Any failure to open the file, or to do something else with it, as one sentence that says what to do. */
export function explainSqlite(file: string, error: unknown, doing = 'opened'): StoreError {
  if (error instanceof StoreError) return error
  const why = error instanceof Error ? error.message : String(error)
  const known = say(file, codeOf(error), why)
  return new StoreError(
    known ?? `The store ${file} cannot be ${doing}: ${why}. Check the file and its folder's rights.`,
    { cause: error },
  )
}

const noRoom = /^(SQLITE_FULL|ENOSPC|EDQUOT)$/

/** Whether an error, or what caused it, is that something could not be written for want of room. */
export function isFullDisk(error: unknown): boolean {
  return noRoom.test(codeOf(error)) || (error instanceof Error && isFullDisk(error.cause))
}

function say(file: string, code: string, why: string): string | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return `The store ${file} is locked by another program: waited ${lockPatience / 1000} s for it. End that program, then start again.`
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return sayDamaged(file, why)
  if (noRoom.test(code) || code === 'SQLITE_IOERR_SHMSIZE')
    return `The store ${file} cannot be written: the disk is full. Free some room on it, then start again.`
  if (/^(SQLITE_READONLY|EROFS)/.test(code)) return sayReadOnly(file)
  if (/^(SQLITE_CANTOPEN|SQLITE_IOERR|EACCES|EPERM)/.test(code)) {
    if (existsSync(dirname(file)) && !isWritable(file)) return sayReadOnly(file)
    if (code === 'EACCES' || code === 'EPERM')
      return `The folder ${dirname(file)} cannot be made: this user may not. Make it and give it to the user that runs Recapito, or name another in DATA_DIR.`
  }
  return undefined
}

function sayDamaged(file: string, why: string): string {
  return `The store ${file} is damaged, or is no store of Recapito: ${why}. Keep a copy of it and restore a backup: node bin/recapito.ts restore <file>`
}

function sayReadOnly(file: string): string {
  return `The store ${file} is read-only. The user that runs Recapito must be able to write the file and its folder, and the disk must not be mounted read-only.`
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

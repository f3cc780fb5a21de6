import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openSqlite } from '#/db/store/sqlite.ts'
import { StoreError, type StoreLocation } from '#/db/store/store.ts'
import { checkDigest, explainFolder, makePrivate, removeLeftDrafts, removeStore, stamp } from './files.ts'
import { replaceDatabase, replaceFile } from './replace.ts'
import { type BackupContents, verifyFile } from './verify.ts'

/** `was`: the schema of the backup before its migration. `kept`: where the replaced store is. */
export type Restored = BackupContents & {
  was: number
  hasDigest: boolean
  kept: string | null
  mailsDropped: number
}

export type RestoreOptions = { at: number; dropMail?: boolean }

/**
 * Replaces the store with a backup in one step, after verifying and migrating a copy, and keeps the old store. Sign-in
 * sessions and codes of the backup end.
 * @throws StoreError if the backup is not good, or a server uses the store
 */
export async function restoreBackup(
  location: StoreLocation,
  file: string,
  { at, dropMail = false }: RestoreOptions,
): Promise<Restored> {
  const source = resolve(file)
  if (!existsSync(source) || !statSync(source).isFile()) throw new StoreError(`File not found: ${source}.`)
  if ('file' in location && resolve(location.file) === source)
    throw new StoreError(`${source} is the store itself, not a backup of it.`)
  const folder = 'file' in location ? dirname(resolve(location.file)) : dirname(source)
  const draft = join(folder, `recapito.sqlite.restoring-${process.pid}`)
  try {
    const verified = await verifyCopy(source, draft, { at, dropMail }).catch((error) => {
      throw explainFolder(folder, error, 'Nothing was restored.')
    })
    const previousName = join(folder, `recapito.sqlite.before-restore-${stamp(at)}`)
    const kept =
      'url' in location
        ? await replaceDatabase(location.url, { draft, previousName })
        : await replaceFile(resolve(location.file), { draft, previousName })
    return { ...verified, kept }
  } finally {
    removeStore(draft)
  }
}

/** Makes the copy that becomes the store: verified, migrated, and without what may have ended since. */
async function verifyCopy(source: string, draft: string, { at, dropMail }: Required<RestoreOptions>) {
  const hasDigest = await checkDigest(source)
  mkdirSync(dirname(draft), { recursive: true, mode: 0o700 })
  removeLeftDrafts(dirname(draft))
  copyStore(source, draft)
  const was = await bringToThisVersion(draft, source)
  const mailsDropped = prepare(draft, { at, dropMail })
  return { ...verifyFile(draft), was, hasDigest, mailsDropped }
}

/** Copies the log too, if somebody copied a store's files instead of making a backup. */
function copyStore(source: string, draft: string): void {
  makePrivate(draft)
  copyFileSync(source, draft)
  if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${draft}-wal`)
}

/** Verifies the draft, with errors that name the backup, and migrates it; returns the schema it had. */
async function bringToThisVersion(draft: string, source: string): Promise<number> {
  try {
    const was = verifyFile(draft).schema
    await (await openSqlite(draft)).close()
    return was
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    throw new StoreError(`Nothing was restored. ${error.message.replaceAll(draft, source)}`, { cause: error })
  }
}

/**
 * Ends what may have ended since the backup: sessions, codes, a worker's hold on a mail. With `dropMail` also waiting
 * mail, because it was probably sent since; returns how many.
 */
function prepare(draft: string, { at, dropMail }: { at: number; dropMail: boolean }): number {
  const connection = new Sqlite(draft)
  try {
    connection.pragma('journal_mode = DELETE')
    connection.prepare('update sessions set ended_at = ? where ended_at is null').run(at)
    for (const table of ['challenges', 'passkey_challenges'])
      connection.prepare(`update ${table} set used_at = ? where used_at is null`).run(at)
    connection.prepare('update outbox set due_at = min(due_at, ?) where lease_owner is not null').run(at)
    if (!dropMail) return 0
    const dropped = connection.prepare(
      `update outbox set status = 'withheld', due_at = null, hand_on_at = null, lease_owner = null, lease_until = null, settled_at = ?,
         last_error = 'Not sent: it waited when the backup was made that was restored.' where due_at is not null`,
    )
    return dropped.run(at).changes
  } finally {
    connection.close()
  }
}

import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openSqlite } from '#/db/store/sqlite.ts'
import { StoreError, type StoreLocation } from '#/db/store/store.ts'
import { checkDigest, explainFolder, makePrivate, removeLeftDrafts, removeStore, stamp } from './files.ts'
import { replaceDatabase, replaceFile } from './replace.ts'
import { type BackupContents, verifyFile } from './verify.ts'

/** `was`: the schema of the backup, which is brought to this version's. `kept`: where the store is that was replaced. */
export type Restored = BackupContents & {
  was: number
  hasDigest: boolean
  kept: string | null
  mailsDropped: number
}

export type RestoreOptions = { at: number; dropMail?: boolean }

/**
 * Puts a backup in the store's place. All of it is verified, and brought to this version in a copy, before anything is replaced; the
 * replacement is one step. What was there is kept beside. Sessions and codes of sign-in that were good at the time of the backup
 * have ended. @throws StoreError where the backup is not good, or a server uses the store.
 */
export async function restoreBackup(
  location: StoreLocation,
  file: string,
  { at, dropMail = false }: RestoreOptions,
): Promise<Restored> {
  const source = resolve(file)
  if (!existsSync(source) || !statSync(source).isFile()) throw new StoreError(`There is no file ${source}.`)
  if ('file' in location && resolve(location.file) === source)
    throw new StoreError(`${source} is the store itself, and no backup of it.`)
  const folder = 'file' in location ? dirname(resolve(location.file)) : dirname(source)
  const draft = join(folder, `recapito.sqlite.restoring-${process.pid}`)
  try {
    const verified = await verifyCopy(source, draft, { at, dropMail }).catch((error) => {
      throw explainFolder(folder, error, 'Nothing was restored.')
    })
    const keptAs = join(folder, `recapito.sqlite.before-restore-${stamp(at)}`)
    const kept =
      'url' in location
        ? await replaceDatabase(location.url, { draft, keptAs })
        : await replaceFile(resolve(location.file), { draft, keptAs })
    return { ...verified, kept }
  } finally {
    removeStore(draft)
  }
}

/** Makes the copy that is to be the store: verified, of this version, and without what must not come back. */
async function verifyCopy(source: string, draft: string, { at, dropMail }: Required<RestoreOptions>) {
  const hasDigest = await checkDigest(source)
  mkdirSync(dirname(draft), { recursive: true, mode: 0o700 })
  removeLeftDrafts(dirname(draft))
  copyStore(source, draft)
  const was = await bringToThisVersion(draft, source)
  const mailsDropped = prepare(draft, { at, dropMail })
  return { ...verifyFile(draft), was, hasDigest, mailsDropped }
}

/** With the log beside it, where somebody copied the files of a store instead of making a backup. */
function copyStore(source: string, draft: string): void {
  makePrivate(draft)
  copyFileSync(source, draft)
  if (existsSync(`${source}-wal`)) copyFileSync(`${source}-wal`, `${draft}-wal`)
}

/** Verifies the draft under the backup's name, and migrates it; answers which schema it had. */
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
 * What would be wrong to bring back: a session that was ended since, a code that was used, a worker's hold on a mail. With
 * `dropMail` also mail that waited then, and was probably sent since; answers how many.
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
      `update outbox set status = 'withheld', due_at = null, lease_owner = null, lease_until = null, settled_at = ?,
         last_error = 'Not sent: it waited when the backup was made that was restored.' where due_at is not null`,
    )
    return dropped.run(at).changes
  } finally {
    connection.close()
  }
}

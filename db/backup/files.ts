import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isFullDisk } from '#/db/store/sqlite-refusals.ts'
import { StoreError } from '#/db/store/store.ts'

/** Makes an empty file that only its owner can read. @throws if it exists or cannot be made. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'wx', 0o600))
}

/** Waits until the file, or the list of files in a folder, is on disk. */
export function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Renames a finished file in one step, so that a power cut leaves the old or the new one. */
export function moveIntoPlace(from: string, to: string): void {
  sync(from)
  renameSync(from, to)
  sync(dirname(to))
}

export function removeStore(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true })
}

const draft = /^recapito.*\.sqlite\.(?:writing|restoring|moving)-(\d+)$/

/** Removes the drafts of killed commands from a folder: a draft's name has the id of its process. */
export function removeLeftDrafts(folder: string): void {
  if (!existsSync('/proc/self')) return
  for (const name of readdirSync(folder)) {
    const [, pid] = draft.exec(name) ?? []
    if (pid && !existsSync(`/proc/${pid}`)) removeStore(join(folder, name))
  }
}

export async function digestFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const digestName = (file: string) => `${file}.sha256`

/** Writes the digest beside the file, as `sha256sum -c` reads it. */
export function writeDigest(file: string, digest: string): void {
  writeFileSync(digestName(file), `${digest}  ${basename(file)}\n`, { mode: 0o600 })
  sync(digestName(file))
}

export function removeDigest(file: string): void {
  rmSync(digestName(file), { force: true })
}

/** Whether there was a digest beside the file. @throws StoreError if the file does not match it. */
export async function checkDigest(file: string): Promise<boolean> {
  if (!existsSync(digestName(file))) return false
  const [expected] = readFileSync(digestName(file), 'utf8').split(/\s/)
  if (expected === (await digestFile(file))) return true
  throw new StoreError(
    `${file} has changed since it was written: its SHA-256 differs from ${digestName(file)}.`,
  )
}

/** The error for a folder that failed when the store is not the cause; `undone` says what that leaves. */
export function explainFolder(folder: string, error: unknown, undone: string): StoreError {
  const options = { cause: error }
  if (isFullDisk(error))
    return new StoreError(
      `${undone} The disk of ${folder} is full: it needs as much free space as the size of the store. Free some and try again.`,
      options,
    )
  if (error instanceof StoreError) return error
  const why = error instanceof Error ? error.message : String(error)
  return new StoreError(
    `${undone} ${why}. Check that this user can read the file and write to ${folder}.`,
    options,
  )
}

/** A time for file names: sorting the names sorts them by time. */
export function stamp(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.(\d+)Z$/, '-$1Z')
    .replaceAll(':', '-')
}

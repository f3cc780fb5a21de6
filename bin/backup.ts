import { existsSync, statSync } from 'node:fs'
import { type Backup, writeBackup, writeDatedBackup } from '#/db/backup/backup.ts'
import { nameLocation } from '#/db/store/index.ts'
import { storeLocation } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseArguments, resolvePath, UsageError } from './command.ts'
import { formatCount } from './format.ts'

const usage = `  backup <file> [--force]                          write the store to a new file; the server may be running; --force replaces an
                                                   existing file
  backup <folder> [--keep <number>]                the same, in a file named by date; --keep removes all but the newest`

export const backupCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments(words, 1, {
    force: { type: 'boolean' },
    keep: { type: 'string' },
  })
  const [word] = positionals
  const { force = false, keep } = values
  if (!word) throw new UsageError('Missing: a file or folder, such as backup recapito-backup.sqlite')
  if (keep !== undefined && !/^[1-9]\d{0,3}$/.test(keep))
    throw new UsageError('--keep must be a number from 1 to 9999.')
  const target = resolvePath(word)
  const location = storeLocation()
  if (!isFolder(target)) {
    if (/[/\\]$/.test(target))
      throw new UsageError(`Folder not found: "${target}". Create it, or name a file.`)
    if (keep !== undefined) throw new UsageError(`--keep needs a folder. Folder not found: "${target}".`)
    report(await writeBackup(location, target, { force }), nameLocation(location))
    return 0
  }
  const newest = keep === undefined ? undefined : Number(keep)
  const written = await writeDatedBackup(location, target, { keep: newest, at: now() })
  report(written, nameLocation(location))
  for (const name of written.removed) console.log(`Removed ${name}.`)
  return 0
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

function report(backup: Backup, from: string): void {
  const rows = `${formatCount(backup.rows, 'row')} in ${formatCount(backup.tables.length, 'table')}`
  console.log(`${from} is backed up in ${backup.file}:
  schema ${backup.schema}, ${rows}, ${formatCount(backup.size, 'byte')}, verified
  SHA-256 ${backup.digest}`)
}

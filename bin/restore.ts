import { type Restored, restoreBackup } from '#/db/backup/restore.ts'
import { nameLocation } from '#/db/store/index.ts'
import { storeLocation } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseArguments, resolvePath, UsageError } from './command.ts'
import { formatCount } from './format.ts'

const usage = `  restore <file> [--drop-mail]                     verify a backup and replace the store with it; the previous store is kept;
                                                   --drop-mail discards messages that were waiting when the backup was made`

export const restoreCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments(words, 1, { 'drop-mail': { type: 'boolean' } })
  const [word] = positionals
  if (!word) throw new UsageError('Missing: the backup to restore, such as restore recapito-backup.sqlite')
  const dropMail = values['drop-mail'] ?? false
  const file = resolvePath(word)
  const location = storeLocation()
  const restored = await restoreBackup(location, file, { at: now(), dropMail })
  report(restored, { file, place: nameLocation(location), dropMail })
  return 0
}

function report(
  restored: Restored,
  { file, place, dropMail }: { file: string; place: string; dropMail: boolean },
) {
  const upgraded =
    restored.was === restored.schema ? '' : `, migrated from schema ${restored.was} to ${restored.schema}`
  const rows = `${formatCount(restored.rows, 'row')} in ${formatCount(restored.tables.length, 'table')}`
  console.log(
    `${file} is restored in ${place}: ${rows}${upgraded}, verified${restored.hasDigest ? ' with its SHA-256' : ''}.`,
  )
  if (restored.kept)
    console.log(`The previous store is kept in ${restored.kept}. Remove it when everything works.`)
  if (dropMail) console.log(`${formatCount(restored.mailsDropped, 'waiting message')} will not be sent.`)
  console.log(`
Next:
  1. Start the server. Everyone has to sign in again.${
    dropMail
      ? ''
      : `
     It sends what was waiting when the backup was made, including what was sent since: emails with the same Message-ID; phones ring again.
     To inspect the store first, start it with WORKER=off: it then sends nothing and escalates nothing.`
  }
  2. Endpoints need the SECRETS_KEY of the backup: recapito doctor counts those that it opens.
  3. Everything done since the backup is undone. Revoke keys, remove members and endpoints, and erase addresses again where needed.`)
}

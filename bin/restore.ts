import { type Restored, restoreBackup } from '#/db/backup/restore.ts'
import { nameLocation } from '#/db/store/index.ts'
import { storeLocation } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { parseWords, pathOf, UsageError } from './command.ts'
import { formatCount } from './store-words.ts'

const usage = `  restore <file> [--drop-mail]                     put a backup in the store's place, once it is verified; what was there is kept. With
                                                   --drop-mail no mail is sent that waited when the backup was made`

export const restoreNoun = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseWords(words, 1, { 'drop-mail': { type: 'boolean' } })
  const [word] = positionals
  if (!word) throw new UsageError('Say which backup to restore: restore recapito-backup.sqlite')
  const dropMail = values['drop-mail'] ?? false
  const file = pathOf(word)
  const location = storeLocation()
  const restored = await restoreBackup(location, file, { at: now(), dropMail })
  say(restored, { file, place: nameLocation(location), dropMail })
  return 0
}

function say(
  restored: Restored,
  { file, place, dropMail }: { file: string; place: string; dropMail: boolean },
) {
  const upgraded =
    restored.was === restored.schema ? '' : `, brought from schema ${restored.was} to ${restored.schema}`
  const rows = `${formatCount(restored.rows, 'row')} in ${formatCount(restored.tables.length, 'table')}`
  console.log(
    `${file} is restored in ${place}: ${rows}${upgraded}, verified${restored.hasDigest ? ' with its SHA-256' : ''}.`,
  )
  if (restored.kept) console.log(`What was there is kept in ${restored.kept}. Remove it once all is well.`)
  if (dropMail) console.log(`${formatCount(restored.mailsDropped, 'waiting mail')} will not be sent.`)
  console.log(`
Next:
  1. Start the server. Everybody signs in again.${
    dropMail
      ? ''
      : `
     It sends the mail that waited when the backup was made; what was sent since comes again, under the same Message-ID.
     To look first, start it with WORKER=off, under which no mail is sent and nothing is escalated.`
  }
  2. What was done since the backup is undone: revoke keys, remove members and erase addresses again where that was done since.`)
}

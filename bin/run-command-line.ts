import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { formatVersion, readVersion } from '#/lib/platform/log/version.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { accountCommand } from './account.ts'
import { backupCommand } from './backup.ts'
import { setWorkingFolder, UsageError } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { moveCommand } from './move.ts'
import { personalCommand } from './personal.ts'
import { restoreCommand } from './restore.ts'
import { retentionCommand } from './retention.ts'
import { seedCommand } from './seed.ts'
import { sourceCommand } from './source.ts'
import { staffCommand } from './staff.ts'

/** The commands by their first word; the verb follows. */
const nouns = {
  staff: staffCommand,
  source: sourceCommand,
  import: importCommand,
  account: accountCommand,
  personal: personalCommand,
  retention: retentionCommand,
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
  move: moveCommand,
  seed: seedCommand,
}

const help = `Usage: recapito <command> …

${Object.values(nouns)
  .map(({ usage }) => usage)
  .join('\n')}

recapito --version                                 print the version and its commit

Commands use the server's store (the same DATA_DIR or DATABASE_URL). All except restore, move and seed can run while the server
is running. Only restore, move and seed create a store; the others stop if there is none.`

/** Runs a command typed in a folder; returns the exit code: 0 done, 1 failed, 2 usage error. */
export async function runCommandLine(words: readonly string[], typedIn = process.cwd()): Promise<number> {
  setWorkingFolder(typedIn)
  try {
    return await runAs('command-line', () => understand(words))
  } catch (error) {
    console.error(explain(error))
    return 1
  }
}

function explain(error: unknown): unknown {
  if (error instanceof AppError) return translatorFor('en', 'errors')(error.code, error.params)
  return error instanceof Error ? error.message : error
}

async function understand(words: readonly string[]): Promise<number> {
  const [word = '', ...rest] = words
  if (word === '--version' || word === 'version') {
    console.log(formatVersion(readVersion()))
    return 0
  }
  if (word === '' || isHelpRequest(words)) {
    const named = words.find(isNoun)
    console.log(named ? usageOf(named) : help)
    return word === '' ? 2 : 0
  }
  if (!isNoun(word)) return refuseUsage(`Unknown command "${word}".`, help)
  try {
    return await nouns[word].run(rest)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return refuseUsage(error.message, usageOf(word))
  }
}

function isHelpRequest([first, ...rest]: readonly string[]): boolean {
  return first === 'help' || [first, ...rest].some((word) => word === '--help' || word === '-h')
}

type Noun = keyof typeof nouns

const isNoun = (word: string): word is Noun => Object.hasOwn(nouns, word)

const usageOf = (noun: Noun): string => `Usage: recapito\n${nouns[noun].usage}`

function refuseUsage(why: string, usage: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}

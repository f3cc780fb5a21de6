import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { formatVersion, readVersion } from '#/lib/platform/log/version.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { accountNoun } from './account.ts'
import { backupNoun } from './backup.ts'
import { typedInFolder, UsageError } from './command.ts'
import { importNoun } from './import.ts'
import { moveNoun } from './move.ts'
import { personalNoun } from './personal.ts'
import { restoreNoun } from './restore.ts'
import { retentionNoun } from './retention.ts'
import { seedNoun } from './seed.ts'
import { sourceNoun } from './source.ts'
import { staffNoun } from './staff.ts'

/** The commands by their first word; the verb follows. */
const nouns = {
  staff: staffNoun,
  source: sourceNoun,
  import: importNoun,
  account: accountNoun,
  personal: personalNoun,
  retention: retentionNoun,
  backup: backupNoun,
  restore: restoreNoun,
  move: moveNoun,
  seed: seedNoun,
}

const help = `Usage: recapito <command> …

${Object.values(nouns)
  .map(({ usage }) => usage)
  .join('\n')}

recapito --version                                 print the version and its commit

Commands use the server's store (the same DATA_DIR or DATABASE_URL). All except restore, move and seed can run while the server
is running. Only restore, move and seed create a store; the others stop if there is none.`

/** Runs the command, typed in a folder; answers the exit code: 0 done, 1 could not be done, 2 not understood. */
export async function obey(words: readonly string[], typedIn = process.cwd()): Promise<number> {
  typedInFolder(typedIn)
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
  if (word === '' || asksForHelp(words)) {
    const named = words.find(isNoun)
    console.log(named ? usageOf(named) : help)
    return word === '' ? 2 : 0
  }
  if (!isNoun(word)) return misunderstand(`Unknown command "${word}".`, help)
  try {
    return await nouns[word].run(rest)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return misunderstand(error.message, usageOf(word))
  }
}

function asksForHelp([first, ...rest]: readonly string[]): boolean {
  return first === 'help' || [first, ...rest].some((word) => word === '--help' || word === '-h')
}

type Noun = keyof typeof nouns

function isNoun(word: string): word is Noun {
  return Object.hasOwn(nouns, word)
}

function usageOf(noun: Noun): string {
  return `Usage: recapito\n${nouns[noun].usage}`
}

function misunderstand(why: string, usage: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}

import { runFrom } from '#/lib/audit/origin.ts'
import { accountNoun } from './account.ts'
import { backupNoun } from './backup.ts'
import { importNoun } from './import.ts'
import { moveNoun } from './move.ts'
import { personalNoun } from './personal.ts'
import { restoreNoun } from './restore.ts'
import { retentionNoun } from './retention.ts'
import { seedNoun } from './seed.ts'
import { sourceNoun } from './source.ts'
import { staffNoun } from './staff.ts'
import { UsageError } from './usage.ts'

/** What can be said on the command line: a noun, then its verb. */
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

const help = `Usage: node bin/recapito.ts <what> …

${Object.values(nouns)
  .map(({ usage }) => usage)
  .join('\n')}

It opens the store that the server uses, by the same environment (DATA_DIR or DATABASE_URL), and may run beside it; restore,
move and seed may not.`

/** Does what the words say; answers the exit code: 0 done, 1 could not be done, 2 not understood. */
export async function obey(words: readonly string[]): Promise<number> {
  try {
    return await runFrom('command-line', () => understand(words))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

async function understand([noun = '', ...rest]: readonly string[]): Promise<number> {
  if (['', 'help', '--help', '-h'].includes(noun)) {
    console.log(help)
    return noun ? 0 : 2
  }
  try {
    if (!isNoun(noun)) throw new UsageError(`There is no "${noun}".`)
    return await nouns[noun].run(rest)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${help}`)
    return 2
  }
}

function isNoun(word: string): word is keyof typeof nouns {
  return Object.hasOwn(nouns, word)
}

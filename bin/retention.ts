import type { Store } from '#/db/store/store.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { deleteClosed } from '#/lib/privacy/deletion/deletion.ts'
import { listRetention } from '#/lib/privacy/retention/queries.ts'
import { readLastRun, runRetention } from '#/lib/privacy/retention/run.ts'
import { parseArguments, UsageError, withStore } from './command.ts'

const usage = `  retention                                        show how long data is kept, and how many rows are due for deletion
  retention run                                    delete them now, including closed accounts after their 30 days`

export const retentionCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const [verb] = parseArguments(words, 1, {}).positionals
  if (verb !== undefined && verb !== 'run') throw new UsageError(`Unknown command "retention ${verb}".`)
  return withStore(async (store) => {
    if (verb === 'run') {
      await runRetention(store)
      while (await deleteClosed(store));
    }
    await print(store)
    return 0
  })
}

async function print({ read }: Store): Promise<void> {
  const rules = await listRetention(read, grantOperator())
  for (const { name, days, setting, waiting, more } of rules) {
    const kept = `${days} days${setting ? ` (${setting})` : ''}`
    console.log(`${name.padEnd(18)} ${kept.padEnd(24)} ${waiting}${more ? ' or more' : ''} waiting`)
  }
  const ranAt = await readLastRun(read)
  console.log(ranAt === null ? 'Never run.' : `Last run ${new Date(ranAt).toISOString()}.`)
}

import { join } from 'node:path'
import { moveToPostgres } from '#/db/backup/move.ts'
import { nameLocation } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import { parseArguments, UsageError } from './command.ts'
import { formatCount, toTable } from './format.ts'

const usage = `  move                                             copy the SQLite store in DATA_DIR into the empty PostgreSQL database in
                                                   DATABASE_URL, and compare every row`

export const moveCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  parseArguments(words, 0, {})
  if (!env.DATABASE_URL) throw new UsageError('Set DATABASE_URL to the target: postgres://…')
  const file = join(env.DATA_DIR, 'recapito.sqlite')
  const place = nameLocation({ url: env.DATABASE_URL })
  const copied = await moveToPostgres(file, env.DATABASE_URL)
  const lines = copied.map(({ table, rows, digest }) => [table, digest.slice(0, 12), 'yes', rows])
  console.log(toTable([['table', 'digest', 'equal', 'rows'], ...lines]))
  const rows = copied.reduce((sum, table) => sum + table.rows, 0)
  console.log(`
${formatCount(rows, 'row')} in ${formatCount(copied.length, 'table')} of ${file} are now in ${place}, each compared with the original.
Start every server with this DATABASE_URL. The file is unchanged; keep it until everything works.`)
  return 0
}

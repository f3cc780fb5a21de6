import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const standalone = resolve(import.meta.dirname, '../../.next/standalone')

/** What the newer version changes: it locks two tables that every server uses, and adds what the older does not know. */
const change = `ALTER TABLE "notices" ADD COLUMN "of_the_newer" integer;
ALTER TABLE "outbox" ADD COLUMN "of_the_newer" integer;
`

/** Copies the build into `folder` as a newer version, which has one migration more; returns its program. */
export function copyAsNewer(folder: string): string {
  const program = join(folder, 'newer')
  cpSync(standalone, program, { recursive: true, verbatimSymlinks: true })
  const migrations = join(program, 'db/migrations/postgres')
  const file = join(migrations, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  const last = journal.entries.at(-1)
  const tag = 'of_the_newer'
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag })
  writeFileSync(file, JSON.stringify(journal))
  appendFileSync(join(migrations, `${tag}.sql`), change)
  return join(program, 'server.js')
}

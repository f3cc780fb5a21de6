import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { fillDemoStore } from './demo-store.ts'
import { root, stop } from './run.ts'

/**
 * Writes this version's demo store to tests/fixtures/stores, which every later version must open. Run once for each
 * version that changes the schema; a fixture never changes.
 */
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
const fixture = join(root, `tests/fixtures/stores/${version}.sqlite.gz`)
if (existsSync(fixture)) stop(`${fixture} exists: it shows what that version wrote, and stays as it is.`)

const folder = mkdtempSync(join(tmpdir(), 'recapito-fixture-'))
try {
  await fillDemoStore(folder)
  const file = join(folder, 'recapito.sqlite')
  const store = new Sqlite(file)
  store.pragma('journal_mode = DELETE')
  store.exec('VACUUM')
  store.close()
  writeFileSync(fixture, gzipSync(readFileSync(file), { level: 9 }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

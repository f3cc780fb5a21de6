import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { newTestFolder } from './folder.ts'

const fixtures = new URL('./fixtures/stores/', import.meta.url)

/** The versions with a stored demo (scripts/fixture.ts), oldest first. */
export const olderVersions = readdirSync(fixtures)
  .filter((file) => file.endsWith('.sqlite.gz'))
  .map((file) => file.replace('.sqlite.gz', ''))
  .sort()

/** A copy of the demo store of `version`, in a folder of the running test. */
export function copyOlderStore(version: string): string {
  const file = join(newTestFolder(), 'recapito.sqlite')
  writeFileSync(file, gunzipSync(readFileSync(new URL(`${version}.sqlite.gz`, fixtures))))
  return file
}

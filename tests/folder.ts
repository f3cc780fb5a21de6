import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder of the running test, removed once it has finished. */
export function newTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

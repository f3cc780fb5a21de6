import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openSqlite } from '#/db/store/sqlite.ts'

/** Makes the migrated file that each test copies. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-sqlite-'))
  const template = join(folder, 'template.sqlite')
  await (await openSqlite(template)).close()
  project.provide('sqliteTemplate', template)
  return () => rmSync(folder, { recursive: true, force: true })
}

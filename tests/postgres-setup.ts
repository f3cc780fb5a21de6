import type { TestProject } from 'vitest/node'
import { openPostgres } from '#/db/store/postgres.ts'
import { onDatabase, startPostgres } from './postgres-server.ts'

/** Starts PostgreSQL and makes the migrated database that each test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await onDatabase(server.url('postgres'), (client) => client.query('create database template'))
  await (await openPostgres(server.url('template'))).close()
  project.provide('postgresUrl', server.url(''))
  return () => server.stop()
}

import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openPostgres } from '#/db/store/postgres.ts'
import { startPostgres } from './postgres-server.ts'

/** Starts PostgreSQL and makes the migrated database that each test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query('create database template')
  await client.end()
  await (await openPostgres(server.url('template'))).close()
  project.provide('postgresUrl', server.url(''))
  return () => server.stop()
}

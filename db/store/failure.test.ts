import pg from 'pg'
import { expect, test } from 'vitest'
import { isStoreFailure } from './failure.ts'

test('a statement on a connection that broke or was closed is a failure of the store', async () => {
  const asked = async (client: pg.Client) => client.query('commit').catch((error: unknown) => error)
  const broken = new pg.Client({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  broken.on('error', () => undefined)
  await broken.connect().catch(() => undefined)
  const closed = new pg.Client({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  closed.on('error', () => undefined)
  await closed.end().catch(() => undefined)
  for (const client of [broken, closed]) expect(isStoreFailure(await asked(client))).toBe(true)
})

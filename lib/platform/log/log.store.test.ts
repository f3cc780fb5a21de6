import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { users } from '#/db/schema/people.ts'
import { openTestStore } from '#/tests/store.ts'
import { describeError } from './log.ts'

it('logs what failed and where, without the values of the query', async () => {
  const store = await openTestStore()
  const email = 'giulia@secret.example'
  const values = { id: 'one', email, emailKey: email, createdAt: 1 }
  const failing = store.transact(async (tx) => {
    await tx.insert(users).values(values)
    await tx.insert(users).values({ ...values, id: 'two\nparams: again\n    at nowhere' })
  })
  const described = JSON.stringify(describeError(await failing.catch((error) => error)))
  expect(described).toContain('stack')
  expect(described).toContain('users')
  expect(described).not.toContain('giulia')
})

it('logs the causes of an error, and no other values', () => {
  const error = new Error('outer', { cause: new TypeError('inner') })
  const cause = { name: 'TypeError', message: 'inner' }
  expect(describeError(error)).toMatchObject({ message: 'outer', cause })
  expect(describeError({ token: 'x' })).toBe('object')
  expect(describeError(sql`1`)).toBe('object')
})

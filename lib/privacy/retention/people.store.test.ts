import { isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { staff, users } from '#/db/schema/people.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { rowsPerLook } from '#/lib/platform/jobs/sweep.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildUser, userRow } from '#/seed/people.ts'
import { openTestStore } from '#/tests/store.ts'
import { forgetPeople } from './people.ts'

test('finds the people who belong nowhere among more people than one read covers', async () => {
  const store = await openTestStore()
  const createdAt = now() - 500 * day
  const others = (count: number) => Array.from({ length: count }, newId)
  const gone = await store.transact(async (tx) => {
    const addColleagues = async (ids: readonly string[]) => {
      const people = ids.map((id) => userRow({ id, createdAt }))
      await insertMany(tx, users, people)
      const rights = ids.map((userId) => ({ userId, role: 'support' as const, createdAt }))
      await insertMany(tx, staff, rights)
    }
    await addColleagues(others(rowsPerLook + 1))
    const between = await buildUser(tx, { email: 'between@x.example', createdAt })
    await addColleagues(others(rowsPerLook - 2))
    const last = await buildUser(tx, { email: 'last@x.example', createdAt })
    return [between.id, last.id]
  })
  await forgetPeople(store)
  const erased = await store.read.select({ id: users.id }).from(users).where(isNotNull(users.erasedAt))
  expect(erased.map(({ id }) => id).sort()).toEqual(gone.sort())
})

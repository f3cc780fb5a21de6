import { eq, getTableName } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { findCases } from '#/lib/cases/find-cases.ts'
import { buildCase } from '#/seed/cases.ts'
import { staffGrant } from './actors.ts'
import { neighbourId, ofAccounts, readNeighbour } from './neighbour.ts'
import { scenario } from './scenario.ts'
import { openTestStore, perTest } from './store.ts'

const store = perTest(openTestStore)

test('the neighbour has a row in each table whose rows belong to an account', async () => {
  await scenario(store, {})
  const rows = await readNeighbour(store)
  expect(ofAccounts.length).toBeGreaterThan(15)
  for (const table of ofAccounts)
    expect(rows.get(table), getTableName(table)).toContainEqual(
      expect.objectContaining({ accountId: neighbourId }),
    )
})

test('what a test reads, changes and deletes leaves the neighbour out, and the product sees it', async () => {
  const { grace, aurora, anna } = await scenario(
    store,
    { aurora: { people: { anna: 'owner' } } },
    { grace: 'support' },
  )
  await store.transact((tx) => buildCase(tx, { accountId: aurora.id, openedBy: anna.id }))
  const before = await readNeighbour(store)
  expect(await store.read.$count(cases)).toBe(1)
  expect(await store.read.select().from(memberships)).toMatchObject([{ userId: anna.id }])
  await store.transact(async (tx) => {
    await tx.update(cases).set({ subject: 'Changed' })
    await tx.update(unguarded(memberships)).set({ role: 'viewer' }).where(eq(memberships.role, 'owner'))
    await tx.delete(caseMessages)
  })
  expect(await store.read.select().from(cases)).toMatchObject([{ subject: 'Changed' }])
  expect(await store.read.$count(caseMessages)).toBe(0)
  expect(await readNeighbour(store)).toEqual(before)
  const found = await findCases(
    store.read,
    staffGrant(grace, 'support'),
    { text: 'neighbour', accountIds: [] },
    9,
  )
  expect(found).toMatchObject([{ number: 0, subject: 'The neighbour asks' }])
})

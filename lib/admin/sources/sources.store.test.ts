import { afterEach, describe, expect, test } from 'vitest'
import { eventSources } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { findSource, grantSource, listSources } from '#/lib/identity/keys/queries.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { addSource, insertSource, type NewSource, revokeSource } from './commands.ts'

const store = perTest(openTestStore)
const ada = perTest(() => store.transact((tx) => buildStaff(tx, { role: 'admin' })))
afterEach(() => moveClock(0))

const admin = () => staffGrant(ada, 'admin')
const add = (given: Partial<NewSource> = {}, where = store) =>
  addSource(where, admin(), { name: 'Prometheus', scopes: ['events:write'], ...given })
const grant = (key: string, scope: KeyScope = 'events:write') => grantSource(store.read, key, scope)

describe('a source', () => {
  test('has a key of 32 characters that the store keeps only as a hash', async () => {
    const { id, key } = await add({ defaultCategory: 'technical', accountLabel: 'partner' })
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    const rows = await store.read.select().from(eventSources)
    const told = { defaultCategory: 'technical', accountLabel: 'partner' }
    expect(rows).toMatchObject([{ id, hint: key.slice(-4), ...told }])
    expect(JSON.stringify(rows)).not.toContain(key)
    expect(JSON.stringify(await store.read.select().from(auditEntries))).not.toContain(key)
    expect((await listSources(store.read, admin()))[0]).not.toHaveProperty('keyHash')
  })

  test('grants its scopes and no other', async () => {
    const { id, key } = await add()
    expect(await grant(key)).toMatchObject({ source: { id } })
    expect(await grant(key, 'bounces:write')).toBe('missing-scope')
    expect(await grant(`${key.slice(0, -1)}!`)).toBe('unknown-key')
    expect(await grant('')).toBe('unknown-key')
  })

  test('grants nothing once it is revoked or has expired', async () => {
    const { id, key } = await add()
    await revokeSource(store, admin(), id)
    expect(await grant(key)).toBe('unknown-key')
    await revokeSource(store, admin(), id)
    const revoked = { action: 'source.revoked', subjectId: id }
    expect(await store.read.select().from(auditEntries).orderBy(auditEntries.id)).toMatchObject([{}, revoked])
    const brief = await add({ expiresAt: now() + 60_000 })
    expect(await grant(brief.key)).toMatchObject({ source: { id: brief.id } })
    moveClock(60_001)
    expect(await grant(brief.key)).toBe('unknown-key')
  })

  test('can be added and revoked by admins only', async () => {
    const grace = await store.transact((tx) => buildStaff(tx, { role: 'support' }))
    const stale = staffGrant(grace, 'admin')
    const { id } = await add()
    const adding = addSource(store, stale, { name: 'x', scopes: [] })
    await expect(adding).rejects.toMatchObject({ code: 'admin-only' })
    await expect(revokeSource(store, stale, id)).rejects.toMatchObject({ code: 'admin-only' })
    await expect(revokeSource(store, admin(), 'none')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is not added if the audit record fails', async () => {
    await expect(add({}, failingOn(store, auditEntries))).rejects.toThrow('disk full')
    expect(await store.read.$count(eventSources)).toBe(0)
  })
})

describe('the form of a source', () => {
  test('adds one source, however often it is sent', async () => {
    const id = newId()
    const { key } = await add({ id })
    await expect(add({ id })).rejects.toMatchObject({ code: 'source-made' })
    const [one, other] = [newId(), newId()]
    const racing = await Promise.allSettled([add({ id: one }), add({ id: one }), add({ id: other })])
    // The store decides which of the first two comes first.
    const statuses = racing.map(({ status }) => status)
    expect([statuses.slice(0, 2).sort(), statuses[2]]).toEqual([['fulfilled', 'rejected'], 'fulfilled'])
    expect(await store.read.$count(eventSources)).toBe(3)
    expect(await grant(key)).toMatchObject({ source: { id } })
  })

  test('is listed with the person who added it and the last characters of its key only', async () => {
    const { id, key } = await add()
    const source = await findSource(store.read, admin(), id)
    expect(source).toMatchObject({ name: 'Prometheus', hint: key.slice(-4), madeBy: ada.name })
    expect(await findSource(store.read, admin(), newId())).toBeNull()
    await store.transact((tx) => insertSource(tx, { name: 'demo', scopes: ['events:write'] }, null))
    expect((await listSources(store.read, admin())).map(({ madeBy }) => madeBy)).toContain('')
  })
})

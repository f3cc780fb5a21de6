import { afterEach, describe, expect, test } from 'vitest'
import { eventSources, sourceKeys } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { findSource, grantSource, type ListedSource, listSources } from '#/lib/identity/keys/queries.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { addSource, changeSource, insertSource, type NewSource } from './commands.ts'
import { addKey, revokeKey } from './key-commands.ts'
import { versionOfSource } from './schema.ts'

const store = perTest(openTestStore)
const ada = perTest(() => store.transact((tx) => buildStaff(tx, { role: 'admin' })))
afterEach(() => moveClock(0))

const admin = () => staffGrant(ada, 'admin')
const add = (given: Partial<NewSource> = {}, where = store) =>
  addSource(where, admin(), { name: 'Prometheus', scopes: ['events:write'], ...given })
const grant = (key: string, scope: KeyScope = 'events:write') => grantSource(store.read, key, scope)
const read = async (id: string) => known(await findSource(store.read, admin(), id))
const keyIdOf = async (id: string) => known((await read(id)).keys[0]).id
const audited = () => store.read.select().from(auditEntries).orderBy(auditEntries.id)
const settingsOf = ({ name, defaultCategory, accountLabel, internalLinks, sandboxNames }: ListedSource) => ({
  name,
  defaultCategory,
  accountLabel,
  internalLinks,
  sandboxNames,
})

describe('a source', () => {
  test('has a key of 32 characters, stored only as a hash', async () => {
    const { id, key } = await add({ defaultCategory: 'technical', accountLabel: 'partner' })
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    const rows = await store.read.select().from(eventSources)
    const chosen = { defaultCategory: 'technical', accountLabel: 'partner' }
    expect(rows).toMatchObject([{ id, ...chosen }])
    const keys = await store.read.select().from(sourceKeys)
    expect(keys).toMatchObject([{ sourceId: id, hint: key.slice(-4) }])
    expect(JSON.stringify([rows, keys])).not.toContain(key)
    expect(JSON.stringify(await store.read.select().from(auditEntries))).not.toContain(key)
    expect((await listSources(store.read, admin()))[0]?.keys[0]).not.toHaveProperty('keyHash')
  })

  test('grants its scopes and no other', async () => {
    const { id, key } = await add()
    expect(await grant(key)).toMatchObject({ source: { id } })
    expect(await grant(key, 'bounces:write')).toBe('missing-scope')
    expect(await grant(`${key.slice(0, -1)}!`)).toBe('unknown-key')
    expect(await grant('')).toBe('unknown-key')
  })

  test('grants nothing with a key that is revoked or has expired', async () => {
    const { id, key } = await add()
    await revokeKey(store, admin(), await keyIdOf(id))
    expect(await grant(key)).toBe('unknown-key')
    await revokeKey(store, admin(), await keyIdOf(id))
    const revoked = { action: 'source.key-revoked', subjectId: id, before: { key: key.slice(-4) } }
    expect(await audited()).toMatchObject([{ action: 'source.added' }, revoked])
    const brief = await add({ expiresAt: now() + 60_000 })
    expect(await grant(brief.key)).toMatchObject({ source: { id: brief.id } })
    moveClock(60_001)
    expect(await grant(brief.key)).toBe('unknown-key')
  })

  test('can be added and changed by admins only, and its keys too', async () => {
    const grace = await store.transact((tx) => buildStaff(tx, { role: 'support' }))
    const stale = staffGrant(grace, 'admin')
    const { id } = await add()
    const settings = settingsOf(await read(id))
    const keyId = await keyIdOf(id)
    const refused = [
      addSource(store, stale, { name: 'x', scopes: [] }),
      addKey(store, stale, { sourceId: id }),
      revokeKey(store, stale, keyId),
      changeSource(store, stale, { id, version: versionOfSource(settings), settings }),
    ]
    for (const one of await Promise.allSettled(refused))
      expect(one).toMatchObject({ reason: { code: 'admin-only' } })
    const missing = [
      addKey(store, admin(), { sourceId: 'none' }),
      revokeKey(store, admin(), 'none'),
      changeSource(store, admin(), { id: 'none', version: 0, settings }),
    ]
    for (const one of await Promise.allSettled(missing))
      expect(one).toMatchObject({ reason: { code: 'not-found' } })
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
    await expect(add({ id })).rejects.toThrow('source-made')
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
    const keys = [{ hint: key.slice(-4), madeBy: ada.name }]
    expect(source).toMatchObject({ name: 'Prometheus', madeBy: ada.name, keys })
    expect(await findSource(store.read, admin(), newId())).toBeNull()
    await store.transact((tx) => insertSource(tx, { name: 'demo', scopes: ['events:write'] }, null))
    expect((await listSources(store.read, admin())).map(({ madeBy }) => madeBy)).toContain('')
  })
})

describe('a second key', () => {
  test('works in addition to the first until one is revoked', async () => {
    const { id, key } = await add()
    const second = await addKey(store, admin(), { sourceId: id })
    expect(second).not.toBe(key)
    for (const one of [key, second]) expect(await grant(one)).toMatchObject({ source: { id } })
    const hints = [second, key].map((one) => ({ hint: one.slice(-4) }))
    expect((await read(id)).keys).toMatchObject(hints)
    await revokeKey(store, admin(), known((await read(id)).keys[1]).id)
    expect([await grant(key), await grant(second)]).toEqual(['unknown-key', expect.anything()])
    const added = { action: 'source.key-added', subjectId: id, after: { key: second.slice(-4) } }
    expect((await audited())[1]).toMatchObject(added)
    expect(JSON.stringify(await audited())).not.toContain(second)
  })

  test('is the last that fits: a third is refused until one of the two ends', async () => {
    const { id } = await add({ expiresAt: now() + 60_000 })
    await addKey(store, admin(), { sourceId: id })
    await expect(addKey(store, admin(), { sourceId: id })).rejects.toThrow('two-keys')
    moveClock(60_001)
    await addKey(store, admin(), { sourceId: id })
    await expect(addKey(store, admin(), { sourceId: id })).rejects.toThrow('two-keys')
  })

  test('is added once, however many forms are sent at once', async () => {
    const { id: sourceId } = await add()
    const one = newId()
    const ids = [one, one, newId(), newId()]
    const adding = ids.map((id) => addKey(store, admin(), { id, sourceId }))
    const refused = (await Promise.allSettled(adding)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(3)
    expect((await read(sourceId)).keys).toHaveLength(2)
  })

  test('revives a source whose keys have ended', async () => {
    const { id } = await add()
    await revokeKey(store, admin(), await keyIdOf(id))
    expect(await grant(await addKey(store, admin(), { sourceId: id }))).toMatchObject({ source: { id } })
  })

  test('is not added if the audit record fails', async () => {
    const { id } = await add()
    const adding = addKey(failingOn(store, auditEntries), admin(), { sourceId: id })
    await expect(adding).rejects.toThrow('disk full')
    expect((await read(id)).keys).toHaveLength(1)
  })
})

describe('the settings of a source', () => {
  test('are changed with an audit entry of before and after, and not from an outdated page', async () => {
    const { id } = await add()
    const before = settingsOf(await read(id))
    const version = versionOfSource(before)
    const settings = { ...before, name: 'Grafana', sandboxNames: ['qa'] }
    await changeSource(store, admin(), { id, version, settings })
    expect(await read(id)).toMatchObject(settings)
    const names = ['sandbox', 'staging', 'test', 'dev']
    expect((await audited()).at(-1)).toMatchObject({
      action: 'source.changed',
      before: { name: 'Prometheus', sandboxNames: names },
      after: { name: 'Grafana', sandboxNames: ['qa'] },
    })
    const late = changeSource(store, admin(), { id, version, settings: before })
    await expect(late).rejects.toThrow('settings-changed')
    await changeSource(store, admin(), { id, version: versionOfSource(settings), settings })
    expect(await audited()).toHaveLength(2)
  })
})

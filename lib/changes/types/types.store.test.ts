import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { ContactAddress, MerchantIssuesRule } from '#/db/words/accounts.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { listIntegrationTypes, listTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { shippedTypes } from '#/lib/accounts/types/shipped.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { sendDueReminders } from '#/lib/changes/gate/reminders.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, completeContacts, type SeededAccount } from '#/seed/accounts.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { applyTypeChanges, listTypeChanges } from './apply-changes.ts'
import { addType, changeTypeRule, deleteType, saveType } from './commands.ts'
import { countMissing } from './missing.ts'

const typeId = 'things-to-do'

const store = perTest(openTestStore)
const ada = perTest(() =>
  store.transact(async (tx) => {
    await seedShipped(tx)
    return buildStaff(tx, { role: 'admin' })
  }),
)

const admin = () => staffGrant(ada, 'admin')
const names = async () => (await listIntegrationTypes(store.read)).map(({ id }) => id)
const shipped: string[] = shippedTypes.map(({ id }) => id)
const find = async (id: string) => known((await listTypes(store.read, admin())).find((one) => one.id === id))
const version = async (id = typeId) => versionOfType(await find(id))
const change = async (rule: MerchantIssuesRule) =>
  changeTypeRule(store, admin(), typeId, rule, await version())

describe('integration types', () => {
  test('are added in order, under a unique id', async () => {
    const add = (en: string, it: string, after = '') =>
      addType(store, admin(), { names: { en, it }, after, merchantIssues: 'optional' })
    expect(await add('Gift Cards', 'Carte regalo', shipped[1])).toBe('gift-cards')
    expect(await names()).toEqual(shipped.toSpliced(2, 0, 'gift-cards'))
    for (const name of ['gift cards', 'Carte Regalo'])
      await expect(add(name, name)).rejects.toMatchObject({ code: 'name-taken' })
    await expect(add('x', 'y', 'none')).rejects.toThrow('stale')
    const other = await add('Gift: cards', 'Doni')
    expect(other).toMatch(/^gift-cards-[0-9a-f]{6}$/)
    expect((await names())[0]).toBe(other)
  })

  test('are renamed and moved, unless somebody has changed them', async () => {
    const seen = await version()
    const named = { names: { en: 'Things', it: 'Cose' }, after: '' }
    await saveType(store, admin(), typeId, named, seen)
    expect((await names())[0]).toBe(typeId)
    for (const again of [
      () => saveType(store, admin(), typeId, named, seen),
      () => deleteType(store, admin(), typeId, seen),
      () => changeTypeRule(store, admin(), typeId, 'hidden', seen),
    ])
      await expect(again()).rejects.toThrow('type-changed')
    await saveType(store, admin(), typeId, named, await version())
    const before = {
      names: { en: 'Things to do', it: 'Attività ed esperienze' },
      position: shipped.length,
    }
    const after = { names: { en: 'Things', it: 'Cose' }, position: 1 }
    expect(await store.read.select().from(auditEntries)).toMatchObject([{ subjectId: typeId, before, after }])
  })

  test('keep a name in a language that this portal no longer has', async () => {
    const german = { en: 'Things to do', it: 'Cose da fare', de: 'Erlebnisse' }
    await store.transact((tx) =>
      tx.update(integrationTypes).set({ names: german }).where(eq(integrationTypes.id, typeId)),
    )
    await saveType(store, admin(), typeId, { names: { en: 'Things' }, after: '' }, await version())
    expect((await find(typeId)).names).toEqual({ en: 'Things', de: 'Erlebnisse' })
  })

  test('are deleted only without accounts, and never the last one', async () => {
    await store.transact((tx) => buildAccount(tx, { integrationTypeId: typeId }))
    const remove = async (id: string) => deleteType(store, admin(), id, await version(id))
    await expect(remove(typeId)).rejects.toThrow('type-used')
    await store.transact((tx) => tx.delete(unguarded(accounts)))
    for (const id of shipped.slice(1)) await remove(id)
    const last = shipped[0] ?? ''
    await expect(remove(last)).rejects.toThrow('last-type')
    expect(await names()).toEqual([last])
  })
})

const contact: ContactAddress = { address: 'x@y.example', label: '"merchant-issues":[]', locale: null }

/** An account of the type with an owner and a viewer; `given`: its merchant-issues contacts. */
async function build(slug: string, given: ContactAddress[] | null, more: Partial<SeededAccount> = {}) {
  const people = { [`owner-${slug}`]: 'owner', [`viewer-${slug}`]: 'viewer' } as const
  const row = { ...more, slug, integrationTypeId: typeId, firstCompleteAt: given && 1000 } as object
  const { account, ...built } = await scenario(store, { account: { ...row, people } })
  const savedBy = Object.values(built)[0]?.id ?? ''
  const content = completeContacts([savedBy], { 'merchant-issues': given ?? [] })
  if (given) await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy, content }))
}
const deadlines = async () =>
  Object.fromEntries((await store.read.select().from(accounts)).map(({ slug, dueAt }) => [slug, dueAt]))
const sent = async () =>
  (await store.read.select().from(outbox)).map(({ template, recipient }) => `${template} ${recipient}`).sort()
const missing = async () => {
  const lacking = like(accounts.missingFields, '% merchant-issues %')
  return (await store.read.select().from(accounts).where(lacking)).map(({ slug }) => slug).sort()
}

describe('a type that now requires the merchant-issues contact', () => {
  beforeEach(async () => {
    await build('gives', [contact])
    await build('lacks', [], { state: 'live' })
    await build('late', [], { dueAt: now() + day })
    await build('never', null)
    await indexUnindexed(store)
  })

  test('previews the affected accounts', async () => {
    const { examples, ...counts } = await countMissing(store.read, admin(), typeId)
    expect(counts).toEqual({ accounts: 4, lacking: 2, live: 1 })
    expect(examples).toMatchObject([{ slug: 'lacks', name: 'Ambulatorio San Luca' }, { slug: 'late' }])
  })

  test('sets all deadlines at once, then mails owners and editors once', async () => {
    const before = await deadlines()
    expect(await change('required')).toBe(1)
    const after = await deadlines()
    expect(after).toEqual({ ...before, lacks: expect.any(Number) })
    expect(Math.abs((after.lacks ?? 0) - now() - 14 * day)).toBeLessThan(60_000)
    const progress = { dueAt: after.lacks, after: '', done: 0, total: 4 }
    expect(await listTypeChanges(store.read)).toEqual(new Map([[typeId, progress]]))
    await expect(change('optional')).rejects.toThrow('type-changing')
    await Promise.all([applyTypeChanges(store), applyTypeChanges(store)])
    await applyTypeChanges(store)
    expect(await sent()).toEqual(['contacts-due owner-lacks@lacks.example'])
    expect(await missing()).toEqual(['lacks', 'late', 'never'])
    expect(await deadlines()).toEqual(after)
    expect(await listTypeChanges(store.read)).toEqual(new Map())
    const recorded = { merchantIssues: 'required', due: 1, dueAt: after.lacks }
    const noted = { before: { merchantIssues: 'optional' }, after: recorded }
    expect(await store.read.select().from(auditEntries)).toMatchObject([{ subjectId: typeId, ...noted }])
  })

  test('clears the deadlines when the contact is optional again, and sends no reminder', async () => {
    await change('required')
    await applyTypeChanges(store)
    await store.transact((tx) => tx.delete(outbox))
    await change('optional')
    moveClock(12 * day)
    await sendDueReminders(store)
    expect(await sent()).toEqual([])
    await applyTypeChanges(store)
    expect(await deadlines()).toEqual({ gives: null, lacks: null, late: null, never: null })
    expect(await missing()).toEqual([])
  })

  test('continues after a restart, whatever the number of accounts', async () => {
    for (let index = 0; index < 55; index++) await build(`more-${index}`, [])
    await change('required')
    let left = 1
    // Simulates a process that dies after its first commit.
    const dying: Store = {
      ...store,
      transact: (work) => (left-- > 0 ? store.transact(work) : Promise.reject(new Error('killed'))),
    }
    await expect(applyTypeChanges(dying)).rejects.toThrow('killed')
    expect((await listTypeChanges(store.read)).get(typeId)).toMatchObject({ done: 50, total: 59 })
    await applyTypeChanges(store)
    const mails = await sent()
    expect(mails).toHaveLength(56)
    expect(new Set(mails).size).toBe(56)
  })

  test('does not mail an account that adds the contact first', async () => {
    await change('required')
    await store.transact(async (tx) => {
      const { account, contacts } = await assertAccount(tx, { slug: 'lacks' })
      const content = { ...known(contacts), 'merchant-issues': [contact] }
      await buildRevision(tx, { accountId: account.id, savedBy: 'x', content })
    })
    await applyTypeChanges(store)
    expect(await sent()).toEqual([])
    expect((await deadlines()).lacks).toBeNull()
  })
})

test('asks no account when the rule changes between hidden and optional', async () => {
  await build('lacks', [])
  expect(await change('hidden')).toBe(0)
  expect(await listTypeChanges(store.read)).toEqual(new Map())
  expect(await deadlines()).toEqual({ lacks: null })
})

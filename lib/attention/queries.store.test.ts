import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { AccountEnvironment, ContactFormValues } from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { endpointKey } from '#/db/words/points.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, completeContacts } from '#/seed/accounts.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { buildMark, buildNotice } from '#/seed/notices.ts'
import { actorOf } from '#/tests/actors.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findAttention } from './queries.ts'

const store = perTest(openTestStore)
const setting = perTest(arrange)
afterEach(() => moveClock(0))

const contacts = ['oncall', 'tech', 'operations', 'support'].map((name) => `${name}@contacts.example`)

/** Levante is live and complete with confirmed contacts and two owners; Molo is another account. */
async function arrange() {
  const people = { elena: 'owner', bea: 'owner', paolo: 'editor', sara: 'viewer' } as const
  const made = await scenario(store, {
    levante: { people, alerts: ['paolo'] },
    molo: { people: { luca: 'owner' }, alerts: ['luca'] },
  })
  await store.transact(async (tx) => {
    for (const address of contacts)
      await buildConfirmation(tx, { accountId: made.levante.id, address, confirmedAt: 1 })
    for (const account of [made.levante, made.molo]) await refreshSearchRow(tx, account.id)
  })
  return made
}

type Name = 'elena' | 'paolo' | 'sara'

async function look(name: Name = 'paolo', environment: AccountEnvironment = 'production') {
  const grant = await grantAccount(store.read, actorOf(setting[name]), { slug: 'levante' }, 'viewer')
  const stored = await loadDraftOrLatest(store.read, grant)
  return findAttention(store.read, grant, { environment, stored })
}
const kinds = async (name?: Name, environment?: AccountEnvironment) =>
  (await look(name, environment)).map(({ kind }) => kind)
const set = (columns: Partial<typeof accounts.$inferInsert>) =>
  store.transact((tx) =>
    tx.update(unguarded(accounts)).set(columns).where(eq(accounts.id, setting.levante.id)),
  )
const draft = (given: ContactFormValues) =>
  store.transact((tx) =>
    buildDraft(tx, { accountId: setting.levante.id, savedBy: setting.elena.id, values: given }),
  )
const whole = () => toFormValues(completeContacts([setting.paolo.id]))

test('finds nothing in an account without problems', async () => expect(await look()).toEqual([]))

test('finds notices of the environment alone, and never another account’s', async () => {
  await store.transact(async (tx) => {
    const notice = (accountId: string, summary: string, given: object) =>
      buildNotice(tx, { accountId, summary, ...given })
    const { levante, molo } = setting
    await notice(levante.id, 'early', { dueAt: now() + hour })
    await notice(levante.id, 'late', { dueAt: now() - hour })
    await notice(levante.id, 'fire', { category: 'emergency' })
    await notice(levante.id, 'staging', { environment: 'sandbox' })
    await notice(levante.id, 'handled', { state: 'acknowledged', acknowledgedAt: 1 })
    await notice(levante.id, 'test', { kind: 'test' })
    await notice(molo.id, 'elsewhere', { category: 'emergency' })
    await notice(molo.id, 'late elsewhere', { dueAt: now() - hour })
  })
  const shown = async (environment: AccountEnvironment) =>
    (await look('sara', environment)).map((line) =>
      'notice' in line ? `${line.kind} ${line.notice.summary}` : line,
    )
  expect(await shown('production')).toEqual(['emergency fire', 'overdue late', 'notice early'])
  expect(await shown('sandbox')).toEqual([
    { kind: 'production', counts: { emergencies: 1, open: 3, overdue: 1 } },
    'notice staging',
  ])
})

describe('bouncing addresses', () => {
  const mark = (address: string) => store.transact((tx) => buildMark(tx, { address, deliveryId: null }))

  test('are the contacts in use and the members, each once, with their role for the reader', async () => {
    for (const address of ['tech@contacts.example', setting.paolo.email, setting.bea.email, 'x@y.example'])
      await mark(address)
    const seen = async (name: Name) =>
      (await look(name)).map((line) =>
        line.kind === 'bouncing' ? [line.address, line.of, line.fields] : line,
      )
    expect(await seen('paolo')).toEqual([
      [setting.paolo.email, 'own', ['alerts']],
      ['tech@contacts.example', 'contact', ['technical']],
      [setting.bea.email, 'member', []],
    ])
    expect((await seen('elena'))[0]).toEqual([setting.paolo.email, 'member', ['alerts']])
  })

  test.each([
    ['failing', { failures: 14 }],
    ['unconfirmed', { confirmedAt: null }],
    ['disabled', { disabledAt: 5 }],
    [null, {}],
  ] as const)('an endpoint that is %s is among them', async (state, given) => {
    const alerts = [setting.paolo.id]
    const { id } = await addEndpoint(store, setting.levante.id, 'ntfy', { ...given, alerts, label: 'Rota' })
    if (state === 'failing')
      await store.transact((tx) =>
        buildMark(tx, { addressKey: endpointKey(id), address: 'ntfy', status: 'HTTP 404' }),
      )
    await store.transact((tx) => refreshSearchRow(tx, setting.levante.id))
    const line = { kind: 'bouncing', name: 'Rota', fields: ['technical-emergency'], endpoint: { id, state } }
    expect(await look()).toMatchObject(state ? [line] : [])
  })

  test('show that no emergency contact gets mail', async () => {
    await mark('tech@contacts.example')
    await mark('oncall@contacts.example')
    expect(await look()).toMatchObject([
      { address: 'oncall@contacts.example', silent: true },
      { address: 'tech@contacts.example', silent: false },
    ])
  })
})

describe('the last drill', () => {
  test.each([
    ['nobody answered', { drilledAt: 5, reachedAfter: null }, ['drill']],
    ['somebody answered', { drilledAt: 5, reachedAfter: 1 }, []],
    ['never drilled', { drilledAt: null }, []],
    ['not in service', { drilledAt: 5, reachedAfter: null, state: 'onboarding' }, []],
  ] as const)('%s', async (_, columns, expected) => {
    await set(columns)
    expect(await kinds()).toEqual(expected)
  })

  test('can be followed by another when an emergency contact gets mail', async () => {
    await set({ drilledAt: 5, reachedAfter: null })
    expect(await look()).toMatchObject([{ kind: 'drill', again: true }])
    await store.transact((tx) => buildMark(tx, { address: 'oncall@contacts.example', deliveryId: null }))
    expect(await look()).toMatchObject([
      { kind: 'bouncing', silent: true },
      { kind: 'drill', again: false },
    ])
  })

  test('is not shown while another waits for its answer', async () => {
    await set({ drilledAt: 5, reachedAfter: null })
    const drill = { accountId: setting.levante.id, kind: 'drill', category: 'emergency' } as const
    await store.transact((tx) => buildNotice(tx, drill))
    expect(await kinds()).toEqual([])
  })
})

test('shows viewers the check that is due, and its version to those who may answer', async () => {
  await set({ checkDueAt: now() - minute })
  expect(await look('paolo')).toMatchObject([{ kind: 'check', version: expect.any(Number) }])
  expect(await look('sara')).toMatchObject([{ kind: 'check', version: null }])
  await set({ checkDueAt: now() + hour })
  expect([await look('paolo'), await look('sara')]).toEqual([[], []])
})

describe('a draft', () => {
  test('can be submitted in place when it is valid, and only from Production', async () => {
    await draft({ ...whole(), operations: [{ address: 'new@contacts.example', label: '', locale: '' }] })
    expect(await look('sara')).toMatchObject([{ kind: 'draft', by: setting.elena.name, ready: true }])
    expect(await look('sara', 'sandbox')).toMatchObject([{ kind: 'draft', ready: false }])
  })

  test('that is incomplete has to be opened', async () => {
    await draft({ ...whole(), operations: [] })
    expect(await look()).toMatchObject([{ kind: 'draft', ready: false }])
  })
})

test('names unconfirmed addresses, and says how many may be asked again', async () => {
  const accountId = setting.levante.id
  await store.transact(async (tx) => {
    await tx
      .update(unguarded(accounts))
      .set({ integrationTypeId: 'local-services' })
      .where(eq(accounts.id, accountId))
    await buildConfirmation(tx, { accountId, address: 'merchants@contacts.example', askedAt: now() })
    await refreshSearchRow(tx, accountId)
  })
  const unconfirmed = { kind: 'unconfirmed', addresses: ['merchants@contacts.example'], mailed: 1 }
  expect(await look()).toContainEqual({ ...unconfirmed, askable: 0 })
  moveClock(hour)
  expect(await look()).toContainEqual({ ...unconfirmed, askable: 1 })
})

test('asks the only owner, and nobody else, for a second one', async () => {
  const make = (name: 'bea', role: MemberRole) =>
    store.transact((tx) =>
      tx.update(unguarded(memberships)).set({ role }).where(eq(memberships.userId, setting[name].id)),
    )
  expect(await kinds('elena')).toEqual([])
  await make('bea', 'viewer')
  expect(await kinds('elena')).toEqual(['successor'])
  for (const name of ['paolo', 'sara'] as const) expect(await kinds(name)).toEqual([])
})

test('shows what is missing, and by when', async () => {
  await store.transact((tx) =>
    tx.delete(unguarded(memberships)).where(eq(memberships.userId, setting.paolo.id)),
  )
  await set({ dueAt: 7_000_000_000_000 })
  expect(await look('elena')).toMatchObject([
    { kind: 'missing', fields: ['alerts'], dueAt: 7_000_000_000_000 },
  ])
})

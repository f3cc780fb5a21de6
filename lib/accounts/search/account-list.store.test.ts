import { eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { type FieldId, fieldIds, integrationStates } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { foldText } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildMark, buildNotice, type GivenNotice } from '#/seed/notices.ts'
import { buildMember, buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import {
  accountsPerPage,
  countMatching,
  type FoundPage,
  findAccounts,
  listMatching,
  readListed,
  streamMatching,
} from './account-list.ts'
import { conditionsOf } from './account-search.ts'
import {
  type AccountCursor,
  type AccountFilters,
  type AccountSort,
  accountSorts,
  mostUrgentFirst,
} from './list.ts'
import { indexUnindexed, refreshSearchRow } from './refresh-search-row.ts'

const store = perTest(openTestStore)
const grant = perTest(async () => staffGrant(await store.transact((tx) => buildStaff(tx)), 'support'))

/** An account as the test made it. */
type Told = Awaited<ReturnType<typeof buildOne>>

const names = ['Clinica Aurora', 'Clìnica Molo', 'Trattoria Molo', 'studio 100%', 'Ἀθήνα', 'Città d’Ambra']

/** Makes forty accounts of every kind from their numbers. */
async function buildVariety(): Promise<Told[]> {
  const at = now()
  const told = await store.transact(async (tx) => {
    const made: Told[] = []
    for (let place = 0; place < 40; place++) made.push(await buildOne(tx, place, at))
    return made
  })
  await indexUnindexed(store)
  // An address can be confirmed only once it is indexed.
  await store.transact(async (tx) => {
    for (const { slug } of told.filter(({ unconfirmed }) => !unconfirmed)) {
      const [account] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, slug))
      if (!account) throw new Error('The account was just made.')
      await tx
        .update(accountAddresses)
        .set({ confirmedAt: at })
        .where(eq(accountAddresses.accountId, account.id))
      await refreshSearchRow(tx, account.id)
    }
    for (const { slug, unreachedSince } of told) {
      const isIt = inArray(
        accountSearch.accountId,
        tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, slug)),
      )
      await tx.update(accountSearch).set({ nobodySince: unreachedSince }).where(isIt)
    }
  })
  return told
}

async function buildOne(tx: Writer, place: number, at: number) {
  const pick = <Value>(values: readonly Value[], turn: number) =>
    values[Math.floor(place / turn) % values.length] as Value
  const name = pick(names, 1)
  const slug = `a${place}`
  const submitted = place % 5 > 0
  const lacks = pick<FieldId[]>([[], ['operations'], [], ['alerts', 'technical']], 2)
  const type = pick(['healthcare-appointments', 'local-services'] as const, 3)
  const state = pick(integrationStates, 1)
  const due = place % 4 === 1 ? at + (place - 20) * day : null
  const review = place % 3 === 1 ? at + (place - 25) * day : null
  const created = at - pick([9, 3, 3, 7], 1) * day
  const changed = created + pick([0, 1, 2], 2) * day
  const complete = submitted ? created : null
  const reach = pick(['reached', 'unanswered', 'untried', 'untried'] as const, 2)
  const account = await buildAccount(tx, {
    slug,
    name,
    integrationTypeId: type,
    state,
    createdAt: created,
    stateChangedAt: changed,
    firstCompleteAt: complete,
    dueAt: due,
    checkDueAt: review,
    drilledAt: reach === 'untried' ? null : at - day,
    reachedAfter: reach === 'reached' ? 60_000 : null,
  })
  const { user } = await buildMember(tx, { accountId: account.id, email: `owner${place}@people.example` })
  const address = `oncall${place}@contacts.example`
  const addresses = [user.email]
  const kind = pick([null, 'ntfy', 'slack'] as const, 1)
  const fails = place === 2
  if (submitted) {
    const content = completeContacts([user.id], {
      'technical-emergency': [{ address, label: '', locale: null }],
    })
    for (const field of lacks) Object.assign(content, { [field]: [] })
    if (kind) {
      const endpoint = await buildEndpoint(tx, { accountId: account.id, kind })
      content.endpoints = { alerts: [toEntry(endpoint)] }
      if (fails) await buildMark(tx, { addressKey: endpointKey(endpoint.id), address: 'chat' })
    }
    await buildRevision(tx, { accountId: account.id, savedBy: user.id, content })
    addresses.push(...entriesOf(content).map(({ entry }) => entry.address))
  }
  const bouncing = place % 6 === 1 || fails
  const marked = submitted ? address : user.email
  if (bouncing && !fails) {
    const mark = { addressKey: marked, address: marked, status: '5.1.1', markedAt: at }
    await tx.insert(addressMarks).values(mark)
  }
  const overdue = place % 7 === 3
  const isEmergency = place % 14 > 11
  const notice = {
    accountId: account.id,
    dueAt: overdue ? at - 1 - (place % 3) : at + day + (place % 4),
    category: isEmergency ? ('emergency' as const) : ('technical' as const),
    acknowledgedAt: place === 13 ? at : null,
  }
  const hasNotice = place % 7 > 1
  if (hasNotice) await buildNotice(tx, notice)
  await buildNotice(tx, { ...notice, dueAt: at - 9, kind: 'drill' })
  const unroutable = { accountId: account.id, category: 'emergency', state: 'unroutable' } as const
  const isLost = place === 8
  if (isLost) await buildNotice(tx, { ...unroutable, firstSeenAt: at - day })
  if (place === 7) await buildNotice(tx, { ...unroutable, closedAt: at, state: 'closed' })
  if (place === 14) await buildNotice(tx, { ...unroutable, silence: 'sandbox', state: 'open' })
  const unreachedSince = place % 9 === 4 ? at - (place % 4) * day : null
  const urgencies = [
    isLost || (hasNotice && isEmergency && place !== 13)
      ? { rank: 0, at: isLost ? at - day : notice.dueAt }
      : null,
    unreachedSince === null ? null : { rank: 1, at: unreachedSince },
    hasNotice ? { rank: 2, at: notice.dueAt } : null,
  ]
  const every = fieldIds.filter((field) => field !== 'merchant-issues' || type === 'local-services')
  const missing = submitted ? lacks : every
  return {
    slug,
    name,
    nameKey: foldText(name),
    type,
    state,
    missing,
    bouncing,
    overdue,
    unreachedSince,
    urgent: urgencies.find((one) => one !== null) ?? null,
    reach,
    created,
    changed,
    due,
    review,
    addresses,
    words: [name, slug, ...addresses].flatMap((text) => foldText(text).split(/[^\p{L}\p{N}]+/u)),
    locked: complete === null || (due !== null && due <= at),
    unconfirmed: submitted && place % 4 > 1,
    soundless: !submitted || kind !== 'ntfy',
  }
}

function holds(told: Told, filters: AccountFilters): boolean {
  const { search, type, state, complete, missing, reach } = filters
  const words = foldText(search ?? '')
    .split(/[^\p{L}\p{N}@.-]+/u)
    .filter(Boolean)
  if (search && words.length === 0) return false
  const knows = (word: string) =>
    word.includes('@')
      ? told.addresses.some((address) => address.startsWith(word))
      : told.words.some((text) => text.includes(word))
  return (
    words.every(knows) &&
    (!type || told.type === type) &&
    (!state || told.state === state) &&
    (complete === undefined || (told.missing.length === 0) === complete) &&
    (!missing || told.missing.includes(missing)) &&
    (!reach || told.reach === reach) &&
    (!filters.locked || told.locked) &&
    (!filters.bouncing || told.bouncing) &&
    (!filters.unconfirmed || told.unconfirmed) &&
    (!filters.soundless || told.soundless) &&
    (!filters.overdue || told.overdue) &&
    (!filters.review || (told.review !== null && told.review <= now()))
  )
}

/** The expected slugs in order: accounts without the sorted instant come last, and those where nothing waits, by name. */
function inOrder(all: Told[], { by, descending }: AccountSort): string[] {
  const turn = descending ? -1 : 1
  const compare = (a: Told, b: Told): number => {
    if (by === 'slug') return turn * inBytes(a.slug, b.slug)
    if (by === 'name') return turn * byName(a, b)
    if (by === 'urgent') return turn * byUrgency(a, b)
    const [one, other] = [a[by], b[by]]
    if (one === null && other === null) return byName(a, b)
    if (one === null || other === null) return one === null ? 1 : -1
    return turn * (one - other || inBytes(a.slug, b.slug))
  }
  return all.sort(compare).map(({ slug }) => slug)
}

const byUrgency = (a: Told, b: Told) => {
  if (!a.urgent || !b.urgent) return Number(!a.urgent) - Number(!b.urgent) || byName(a, b)
  return a.urgent.rank - b.urgent.rank || a.urgent.at - b.urgent.at || inBytes(a.slug, b.slug)
}
const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const byName = (a: Told, b: Told) => inBytes(a.nameKey, b.nameKey) || inBytes(a.slug, b.slug)

const someFilters: fc.Arbitrary<AccountFilters> = fc
  .subarray(
    [
      ...[
        'nica',
        'ttoria mol',
        'clinica molo',
        'owner3',
        'oncall1@contacts.example',
        'città',
        '100%',
        '%',
      ].map((search) => ({ search })),
      ...integrationStates.map((state) => ({ state })),
      { type: 'healthcare-appointments' },
      { type: 'no-such-type' },
      { complete: true },
      { complete: false },
      ...(['operations', 'alerts', 'merchant-issues'] as const).map((missing) => ({ missing })),
      ...(['reached', 'unanswered', 'untried'] as const).map((reach) => ({ reach })),
      ...(['locked', 'bouncing', 'unconfirmed', 'soundless', 'overdue', 'review'] as const).map((flag) => ({
        [flag]: true,
      })),
    ],
    { maxLength: 3 },
  )
  .map((some) => Object.assign({}, ...some))

const someSort: fc.Arbitrary<AccountSort> = fc.record({
  by: fc.constantFrom(...accountSorts),
  descending: fc.boolean(),
})

test('filters and sorts like a naive implementation', async () => {
  const told = await buildVariety()
  await fc.assert(
    fc.asyncProperty(someFilters, someSort, fc.integer({ min: 1, max: 12 }), async (filters, sort, most) => {
      const expected = inOrder(
        told.filter((one) => holds(one, filters)),
        sort,
      )
      const conditions = conditionsOf(store.read, filters, now())
      const walk = (backwards: boolean) =>
        walkAll(async (from) =>
          conditions ? findAccounts(store.read, conditions, { sort, backwards, from, most }) : [],
        )
      expect(await walk(false)).toEqual(expected)
      expect((await walk(true)).reverse()).toEqual(expected)
      const all = { count: expected.length, more: false }
      expect(await countMatching(store.read, grant, filters)).toEqual(all)
      expect(await (await listMatching(store.read, grant, filters, { sort })).count()).toEqual(all)
    }),
    { numRuns: 150 },
  )
})

/** Every slug of a list, page after page, with each cursor as an address has it. */
async function walkAll(find: (from: AccountCursor | null) => Promise<AccountCursor[]>): Promise<string[]> {
  const slugs: string[] = []
  for (let from: AccountCursor | null = null; slugs.length < 1000; ) {
    const found = await find(from)
    slugs.push(...found.map(({ slug }) => slug))
    from = found.at(-1) ?? null
    if (!from) break
  }
  return slugs
}

describe('the list of accounts', () => {
  test('begins with unacknowledged emergencies, then accounts that nobody reaches, overdue notices, the next deadlines', async () => {
    const at = now()
    const told: [string, ...GivenNotice[]][] = [
      ['nothing', { kind: 'drill', dueAt: 1 }],
      ['overdue', { dueAt: at - day }],
      ['due later', { dueAt: at + 2 * day }],
      ['due soon', { dueAt: at + day }, { dueAt: at + 3 * day }],
      ['longer overdue', { dueAt: at - 9 * day }],
      ['emergency', { category: 'emergency', dueAt: at + day }, { dueAt: at + 5 * day }],
      ['acknowledged', { category: 'emergency', state: 'acknowledged', acknowledgedAt: at }],
    ]
    await store.transact(async (tx) => {
      for (const [name, ...given] of told) {
        const { id: accountId } = await buildAccount(tx, { name, slug: name.replace(' ', '-') })
        for (const one of given) await buildNotice(tx, { accountId, ...one })
      }
      // Nobody is a member or a contact of these.
      await buildAccount(tx, { slug: 'unreached', state: 'live', createdAt: at - day })
      await buildAccount(tx, { slug: 'longer-unreached', state: 'paused', createdAt: at - 2 * day })
    })
    await indexUnindexed(store)
    const unreached = ['longer-unreached', 'unreached']
    const waiting = ['emergency', ...unreached, 'longer-overdue', 'overdue', 'due-soon', 'due-later']
    const listed = async (filters: AccountFilters) =>
      slugsOf(await listMatching(store.read, grant, filters, { sort: mostUrgentFirst }))
    expect(await listed({})).toEqual([...waiting, 'acknowledged', 'nothing'])
    expect(await listed({ locked: true })).toEqual([...waiting, 'acknowledged', 'nothing'])
    expect(await listed({ overdue: true })).toEqual(['longer-overdue', 'overdue'])
  })

  test('shows each account once in both directions while others are added', async () => {
    const total = accountsPerPage * 2 + 1
    await store.transact(async (tx) => {
      for (let place = 0; place < total; place++) {
        const slug = `${place % 2 ? 'a' : 'a-b'}${place}`
        await buildAccount(tx, { slug, name: place % 3 ? 'Clinica' : 'Studio', createdAt: place % 4 })
      }
    })
    await indexUnindexed(store)
    const before = await streamAll({})
    const add = async () => {
      const slug = `new-${newId()}`
      await store.transact((tx) => buildAccount(tx, { slug, name: `Clinica ${slug}`, createdAt: 2 }))
      await indexUnindexed(store)
    }
    for (const by of ['urgent', 'name', 'created', 'due'] as const) {
      const forth: string[] = []
      const back: string[] = []
      const sort = { by, descending: false }
      let page: FoundPage = await listMatching(store.read, grant, {}, { sort })
      expect(page.previous).toBeNull()
      for (;;) {
        forth.push(...slugsOf(page))
        if (!page.next) break
        await add()
        page = await listMatching(store.read, grant, {}, { sort, after: page.next })
      }
      for (back.push(...slugsOf(page)); page.previous; back.unshift(...slugsOf(page)))
        page = await listMatching(store.read, grant, {}, { sort, before: page.previous })
      expect(forth).toHaveLength(new Set(forth).size)
      expect(forth).toEqual(expect.arrayContaining(before))
      expect(back).toHaveLength(new Set(back).size)
      expect(back).toEqual(expect.arrayContaining(forth))
    }
  })

  test('streams all accounts in the order of their slugs', async () => {
    const slugs = Array.from({ length: 501 }, (_, place) => `a${String(place).padStart(3, '0')}`)
    await store.transact(async (tx) => {
      const seeded = await buildAccount(tx, { slug: 'zz', name: 'Studio' })
      await insertMany(
        tx,
        unguarded(accounts),
        slugs.toReversed().map((slug) => ({ ...seeded, id: newId(), slug, nameKey: 'studio' })),
      )
    })
    await indexUnindexed(store)
    expect(await streamAll({})).toEqual([...slugs, 'zz'])
    expect(await streamAll({ search: 'studio' })).toEqual(['zz'])
    expect(await streamAll({ search: '%' })).toEqual([])
  })
})

const slugsOf = ({ rows }: FoundPage) => rows.map(({ account }) => account.slug)

async function streamAll(filters: AccountFilters): Promise<string[]> {
  const slugs: string[] = []
  for await (const ids of streamMatching(store.read, grant, filters))
    slugs.push(...(await readListed(store.read, ids)).map(({ account }) => account.slug))
  return slugs
}

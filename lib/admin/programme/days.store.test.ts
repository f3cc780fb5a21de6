import { asc, gte, like } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import { programmeDays } from '#/db/schema/programme.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { type EndpointKind, endpointKinds } from '#/db/words/accounts.ts'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import { readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'

import { dueAfter } from '#/lib/notices/routing/routing.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildStaff } from '#/seed/people.ts'
import { fillStore } from '#/seed/programme/fill.ts'
import { staffGrant } from '#/tests/actors.ts'
import { stopClock } from '#/tests/clock.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { newTestLocation, openTestStore } from '#/tests/store.ts'
import { writeProgrammeDays } from './days.ts'
import { completionStepOf, dayLength, dayOf, emptyDay, startOf } from './policy.ts'
import { readProgramme } from './queries.ts'

const at = Date.UTC(2026, 10, 25, 12)
const today = dayOf(at)

const listDays = (read: Reader) => read.select().from(programmeDays).orderBy(asc(programmeDays.day))

/** All rows, and the numbers of a day counted from them one by one. */
async function readEverything(read: Reader) {
  const rows = {
    accounts: await read.select().from(accounts),
    invitations: await read.select().from(invitations),
    outbox: await read.select().from(outbox),
    notices: await read.select().from(notices),
    audit: await read.select().from(auditEntries).orderBy(asc(auditEntries.at)),
  }
  const routes = await readRoutes(read)
  const audits = Map.groupBy(rows.audit, ({ accountId }) => accountId)
  const invited = Map.groupBy(rows.invitations, ({ accountId }) => accountId)

  function stateOf(account: (typeof rows.accounts)[number], until: number) {
    const later = audits
      .get(account.id)
      ?.find((entry) => entry.at >= until && entry.action.startsWith('integration.'))
    return (later?.before as { state: typeof account.state } | undefined)?.state ?? account.state
  }

  return (day: string, until: number): Omit<ProgrammeDay, 'reachability'> => {
    const counted = emptyDay()
    const lies = (instant: number | null) => instant !== null && instant >= startOf(day) && instant < until
    for (const account of rows.accounts.filter(({ createdAt }) => createdAt < until)) {
      counted.accounts++
      const { firstCompleteAt, dueAt } = account
      const fellBehind = dueAt !== null && dueAt - 14 * dayLength < until
      if (firstCompleteAt !== null && firstCompleteAt < until && !fellBehind) counted.complete++
      const state = stateOf(account, until)
      counted.states[state] = (counted.states[state] ?? 0) + 1
      if (firstCompleteAt === null || !lies(firstCompleteAt)) continue
      const first = Math.min(...(invited.get(account.id) ?? []).map(({ createdAt }) => createdAt))
      const step = completionStepOf(firstCompleteAt - first)
      counted.completedWithin[step] = (counted.completedWithin[step] ?? 0) + 1
    }
    for (const { status, settledAt, lane } of rows.outbox) {
      if (lies(settledAt) && lane !== 'hook') counted.deliveries[status as 'accepted']++
    }
    for (const notice of rows.notices.filter(({ lastMailAt }) => lastMailAt !== null)) {
      const due = dueAfter(notice.firstSeenAt, routes.get(notice.category)?.answerDays ?? 0, 'UTC')
      if (!lies(due)) continue
      const answeredAt = notice.acknowledgedAt ?? notice.closedAt
      counted.answers[answeredAt !== null && answeredAt <= due ? 'inTime' : 'missed']++
    }
    const { reachability, ...rest } = counted
    return rest
  }
}

test('writes one correct row for each ended day, with many workers and after an interruption', async () => {
  const location = await newTestLocation()
  await fillStore(location, { accounts: 120, at })
  const store = await openStore(location)
  onTestFinished(() => store.close())
  await store.transact((tx) => tx.update(outbox).set({ lane: 'hook' }).where(like(outbox.id, '%7')))
  stopClock(at)
  await Promise.all([writeProgrammeDays(store), writeProgrammeDays(store)])
  const written = await listDays(store.read)
  expect(written).toHaveLength(400)
  expect(written.at(-1)?.day).toBe('2026-11-24')
  const count = await readEverything(store.read)
  for (const { day, standing } of written) {
    const { reachability, ...rest } = standing
    expect(rest, day).toEqual(count(day, startOf(day) + dayLength))
  }
  const sums = written.map(({ standing }) => standing)
  expect(sums.some(({ answers }) => answers.missed > 0)).toBe(true)
  expect(sums.some(({ complete }) => complete > 50)).toBe(true)
  await expectToday(store)

  moveClock(at + 60_000 - Date.now())
  await writeProgrammeDays(store)
  expect(await listDays(store.read)).toEqual(written)

  await store.transact((tx) => tx.delete(programmeDays).where(gte(programmeDays.day, '2026-11-18')).then())
  await writeProgrammeDays(store)
  const withoutTime = ({ writtenAt, ...rest }: (typeof written)[number]) => rest
  expect((await listDays(store.read)).map(withoutTime)).toEqual(written.map(withoutTime))
})

/** Expects the page's numbers of today to agree with all rows up to now. */
async function expectToday(store: Store): Promise<void> {
  const support = await store.transact((tx) => buildStaff(tx))
  const grant = staffGrant(support, 'support')
  const { today: shown, periods } = await readProgramme(store.read, grant, 'month')
  const { reachability, ...rest } = shown
  expect(rest).toEqual((await readEverything(store.read))(today, at))
  expect(periods).toHaveLength(30)
  expect(periods.every(({ standing }) => standing !== null)).toBe(true)
  const live = (await store.read.select().from(accounts)).filter(({ state }) => state === 'live')
  const tried = live.filter(({ drilledAt }) => drilledAt !== null)
  const reached = tried.filter(({ reachedAfter }) => reachedAfter !== null).length
  expect(reached).toBeGreaterThan(0)
  expect(reachability).toEqual({
    reached,
    unanswered: tried.length - reached,
    untried: live.length - tried.length,
  })
}

test('writes nothing without accounts, and the days of the first account', async () => {
  const store = await openTestStore()
  stopClock(at)
  await writeProgrammeDays(store)
  expect(await listDays(store.read)).toEqual([])
  await store.transact((tx) => buildAccount(tx, { createdAt: at - 2 * dayLength }))
  await writeProgrammeDays(store)
  const one = { ...emptyDay(), accounts: 1, states: { onboarding: 1 } }
  expect((await listDays(store.read)).map(({ day, standing }) => ({ day, standing }))).toEqual([
    { day: '2026-11-23', standing: one },
    { day: '2026-11-24', standing: one },
  ])
})

test('leaves the rest to the next run when it is asked to stop', async () => {
  const store = await openTestStore()
  stopClock(at)
  await store.transact((tx) => buildAccount(tx, { createdAt: at - 9 * dayLength }))
  await writeProgrammeDays(store, AbortSignal.abort())
  expect(await listDays(store.read)).toEqual([])
  await writeProgrammeDays(store)
  expect(await listDays(store.read)).toHaveLength(9)
})

test('counts the live accounts without an endpoint that makes a sound, is on and in a field', async () => {
  const store = await openTestStore()
  const grant = staffGrant(await store.transact((tx) => buildStaff(tx)), 'support')
  const count = async () => (await readProgramme(store.read, grant, 'month')).soundless
  type Case = { kind?: EndpointKind; given?: Parameters<typeof addEndpoint>[3]; isListed?: false }
  const grows = async (account: Parameters<typeof buildAccount>[1], { kind, given, isListed }: Case = {}) => {
    const before = await count()
    const { id } = await store.transact((tx) => buildAccount(tx, { state: 'live', ...account }))
    if (kind && isListed !== false) await addEndpoint(store, id, kind, given)
    else if (kind) await store.transact((tx) => buildEndpoint(tx, { accountId: id, kind }))
    await store.transact((tx) => refreshSearchRow(tx, id))
    return (await count()) - before
  }
  for (const account of [{ state: 'onboarding' } as const, { closedAt: 1 }])
    expect(await grows(account)).toBe(0)
  expect(await grows({})).toBe(1)
  for (const kind of endpointKinds)
    expect([kind, await grows({}, { kind })]).toEqual([kind, /slack|teams|chat/.test(kind) ? 1 : 0])
  for (const given of [{ confirmedAt: null }, { disabledAt: 1 }])
    expect([given, await grows({}, { kind: 'ntfy', given })]).toEqual([given, 1])
  expect(await grows({}, { kind: 'ntfy', isListed: false })).toBe(1)
})

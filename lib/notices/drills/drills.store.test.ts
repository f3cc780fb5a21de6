import { eq, lt } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { decideReview, pauseIntegration, resumeIntegration } from '#/lib/changes/review/commands.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { failingOn, interrupted } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { perTest } from '#/tests/store.ts'
import { drillsPerTurn, drillTurnLength } from './policy.ts'
import { findLastDrill, listDrills } from './queries.ts'
import { sendDrill } from './send-drill.ts'
import { scheduleUndatedDrills, sendDueDrills } from './sending.ts'

/** A Wednesday noon in Rome, within the accounts' support hours. */
const noon = Date.UTC(2026, 10, 25, 11)

const setting = perTest(openAnnouncementSetting)
beforeEach(() => goTo(noon))

function goTo(instant: number): void {
  moveClock(instant - Date.now())
}
async function account(slug = 'aurora') {
  return known((await setting.store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0])
}
function set(given: Partial<typeof accounts.$inferInsert>, slug?: string) {
  const isMeant = slug ? eq(accounts.slug, slug) : undefined
  return setting.store.transact((tx) => tx.update(unguarded(accounts)).set(given).where(isMeant))
}
const drills = () => setting.store.read.select().from(notices).where(eq(notices.kind, 'drill'))
/** Runs the job for `turns` turns. */
async function work(turns = 1): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await sendDueDrills(setting.store)
    goTo(now() + drillTurnLength)
  }
}
type Days = [drill: number, check: number, mail: number]
/** An instant, give or take the time that the test takes. */
const about = (instant: number) => expect.closeTo(instant, -5)
const near = (date: number | null, from: number) => date !== null && date >= from && date - from < 4 * day

describe('on schedule', () => {
  test('drills emergency contacts once, however many workers run, and sets the next date', async () => {
    await set({ drillDueAt: noon - 1 }, 'aurora')
    await set({ drillDueAt: noon + day }, 'molo')
    await Promise.all([1, 2, 3].map(() => sendDueDrills(setting.store)))
    await work(3)
    const { id } = await account()
    const opened = { accountId: id, origin: 'system', createdBy: null, state: 'open' }
    expect(await drills()).toMatchObject([opened])
    expect(await setting.mails()).toMatchObject([{ recipient: 'oncall@contacts.example', lane: 'ordinary' }])
    expect(near((await account()).drillDueAt, noon + 180 * day)).toBe(true)
  })

  test('catches up after a week without workers: ten per run, by day, each account once', async () => {
    await setting.addAccounts(25)
    await set({ drillDueAt: noon })
    const friday = noon + 2 * day
    goTo(friday)
    expect(await sendDueDrills(setting.store)).toBe(drillsPerTurn)
    expect(await sendDueDrills(setting.store)).toBe(0)
    const night = friday + 12 * 3_600_000
    goTo(night)
    await work(4)
    expect(await drills()).toHaveLength(drillsPerTurn)
    const left = await setting.store.read
      .select()
      .from(accounts)
      .where(lt(accounts.drillDueAt, night + 30 * day))
    expect(left).toHaveLength(17)
    const monday = Date.UTC(2026, 10, 30)
    const dates = left.map(({ drillDueAt }) => drillDueAt ?? 0)
    expect(Math.min(...dates)).toBeGreaterThanOrEqual(monday + 9 * 3_600_000)
    expect(Math.max(...dates)).toBeLessThan(monday + 15 * 3_600_000)
    // A few accounts have their time in the last minute of the day, which may fall to the next day.
    for (const midnight of [monday, monday + day]) {
      goTo(midnight + 15 * 3_600_000 - 60_000)
      await work(4)
    }
    const drilled = (await drills()).map(({ accountId }) => accountId)
    expect([drilled.length, new Set(drilled).size]).toEqual([27, 27])
  })

  test('records immediately that no address accepts mail, and notifies nobody', async () => {
    await setting.mark('oncall@contacts.example')
    await set({ drillDueAt: noon }, 'aurora')
    await work()
    expect(await account()).toMatchObject({ drilledAt: about(noon), reachedAfter: null })
    expect(near((await account()).drillDueAt, noon + 180 * day)).toBe(true)
    expect([await drills(), await setting.mails()]).toEqual([[], []])
    const entry = { action: 'notice.drill-unsent', actorId: null, accountId: (await account()).id }
    expect((await setting.audited()).at(-1)).toMatchObject(entry)
    const listed = await listDrills(setting.store.read, setting.grant, { view: 'all', after: null })
    expect(listed.drills).toMatchObject([{ outcome: 'unsent', noticeId: null, account: { slug: 'aurora' } }])
    expect(await findLastDrill(setting.store.read, await account())).toMatchObject({ outcome: 'unsent' })
  })

  test('drills once when two workers run concurrently', async () => {
    const { store } = setting
    await setting.mark('oncall@contacts.example')
    await set({ drillDueAt: noon })
    let meanwhile = 0
    const slow = interrupted(store, async (nth) => {
      // The first transaction claims the turn; by now the due accounts are read.
      if (nth !== 2) return
      goTo(noon + 2 * drillTurnLength)
      meanwhile = await sendDueDrills(store)
    })
    await sendDueDrills(slow)
    expect(meanwhile).toBe(2)
    expect(await store.read.$count(auditEntries, eq(auditEntries.action, 'notice.drill-unsent'))).toBe(2)
  })

  test('counts a waiting drill as the scheduled one and schedules the next from it', async () => {
    await sendDrill(setting.store, setting.grant, 'aurora')
    expect(near((await account()).drillDueAt, noon + 180 * day)).toBe(true)
    await set({ drillDueAt: noon + 3_600_000 }, 'aurora')
    goTo(noon + 3_600_000)
    await work()
    expect(await drills()).toHaveLength(1)
    goTo(noon + drillSpan + 60_000)
    await set({ drillDueAt: now() }, 'aurora')
    await work()
    expect(await drills()).toHaveLength(2)
  })

  test('retries a drill that could not be written without blocking others', async () => {
    await set({ drillDueAt: noon })
    await expect(sendDueDrills(failingOn(setting.store, outbox))).rejects.toThrow('failed')
    expect(await drills()).toEqual([])
    expect(await account()).toMatchObject({ drillDueAt: about(noon + 3_600_000), drilledAt: null })
    goTo(noon + 3_660_000)
    await work()
    expect(await drills()).toHaveLength(2)
  })
})

describe('the drill date', () => {
  test('survives a pause, lapses if it passes during the pause, and is a day away after resuming', async () => {
    const anna = async () =>
      grantAccount(setting.store.read, actorOf(setting.anna), { slug: 'aurora' }, 'editor')
    await set({ drillDueAt: noon + day, drilledAt: noon - 179 * day }, 'aurora')
    await pauseIntegration(setting.store, await anna())
    await resumeIntegration(setting.store, await anna())
    expect((await account()).drillDueAt).toBe(noon + day)
    await pauseIntegration(setting.store, await anna())
    goTo(noon + 2 * day)
    await work()
    expect([await drills(), (await account()).drillDueAt]).toEqual([[], null])
    await resumeIntegration(setting.store, await anna())
    expect(near((await account()).drillDueAt, noon + 3 * day)).toBe(true)
  })

  test('is a week after going live', async () => {
    await set({ state: 'review' }, 'molo')
    const { stateChangedAt: since } = await account('molo')
    await decideReview(setting.store, setting.grant, { slug: 'molo', step: 'approve', reason: '', since })
    expect(near((await account('molo')).drillDueAt, noon + 7 * day)).toBe(true)
  })

  test('is set for live accounts without one, spread over the interval, once an hour', async () => {
    await setting.addAccounts(30)
    await set({ stateChangedAt: noon - 30 * day })
    await set({ state: 'paused' }, 'molo')
    const dated = await Promise.all([
      scheduleUndatedDrills(setting.store),
      scheduleUndatedDrills(setting.store),
    ])
    expect(dated.sort()).toEqual([0, 31])
    const rows = await setting.store.read.select().from(accounts)
    expect(rows.filter(({ drillDueAt }) => drillDueAt === null).map(({ slug }) => slug)).toEqual(['molo'])
    const dates = rows.flatMap(({ drillDueAt }) => drillDueAt ?? [])
    expect(new Set(dates.map((date) => Math.floor((date - noon) / (60 * day)))).size).toBe(3)
    await set({ drillDueAt: null }, 'aurora')
    expect(await scheduleUndatedDrills(setting.store)).toBe(0)
    goTo(noon + 3_660_000)
    expect(await scheduleUndatedDrills(setting.store)).toBe(1)
  })

  test('moves with the settings, spreads past dates, and does not move due drills', async () => {
    const admin = staffGrant(setting.grace, 'admin')
    await setting.store.transact((tx) => tx.update(staff).set({ role: 'admin' }))
    await setting.addAccounts(1)
    // Days from noon until the drill, the check and its mail, and where they are moved.
    const moved: [slug: string, from: Days, to: Days][] = [
      ['aurora', [160, 170, 170], [40, 190, 190]],
      ['molo', [90, -1, 1], [30, -1, 1]],
      // Asked and reminded long ago: the next reminder follows the rhythm.
      ['clinic-0000', [-1, -90, 100], [-1, -90, 120]],
    ]
    for (const [slug, [drill, check, mail]] of moved) {
      const checks = { checkDueAt: noon + check * day, checkMailDueAt: noon + mail * day }
      await set({ drillDueAt: noon + drill * day, ...checks }, slug)
    }
    const before = await readSettings(setting.store.read)
    const save = (store: Store, given: { drillDays: number; reviewDays?: number }) =>
      saveSettings(store, admin, 'deadlines', { ...before, ...given }, versionOf('deadlines', before))
    await expect(save(failingOn(setting.store, auditEntries), { drillDays: 30 })).rejects.toThrow('disk full')
    expect((await account()).drillDueAt).toBe(noon + 160 * day)
    await save(setting.store, { drillDays: 60, reviewDays: 200 })
    for (const [slug, , [drill, check, mail]] of moved) {
      expect(await account(slug), slug).toMatchObject({
        drillDueAt: about(noon + drill * day),
        checkDueAt: noon + check * day,
        checkMailDueAt: noon + mail * day,
      })
    }
  })
})

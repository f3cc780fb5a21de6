import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { answerNotices } from '#/lib/notices/acknowledgement/commands.ts'
import { drillsPerTurn, drillTurnLength } from '#/lib/notices/drills/policy.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { sendDueDrills } from '#/lib/notices/drills/sending.ts'
import { day, hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { startBulkRun, stopBulkRun } from './commands.ts'
import { previewBulk } from './preview.ts'
import { countOutcomes, listBulkOutcomes } from './queries.ts'
import { bulkRunner } from './run.ts'

/** A Wednesday noon in Rome. */
const noon = Date.UTC(2026, 10, 25, 11)
const work = { kind: 'drill' } as const

let setting: Awaited<ReturnType<typeof openAnnouncementSetting>>
beforeEach(async () => {
  setting = await openAnnouncementSetting()
  goTo(noon)
})

function goTo(instant: number): void {
  moveClock(instant - Date.now())
}
const set = (given: Partial<typeof accounts.$inferInsert>, slug: string) =>
  setting.store.transact((tx) => tx.update(unguarded(accounts)).set(given).where(eq(accounts.slug, slug)))
const account = async (slug: string) =>
  (await setting.store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0]
const drills = async () =>
  (await setting.store.read.select().from(notices)).filter(({ kind }) => kind === 'drill')
async function begin(selection: Record<string, string> = { q: 'clinic' }) {
  const id = newId()
  await startBulkRun(setting.store, setting.grant, { id, selection, work })
  return id
}
async function run(turns = 1): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await bulkRunner.run(setting.store)
    goTo(now() + drillTurnLength)
  }
}
const results = async (id: string) =>
  (await listBulkOutcomes(setting.store.read, setting.grant, id, { show: 'all', after: null })).rows
const near = (date: number | null | undefined, from: number) =>
  typeof date === 'number' && date >= from && date - from < 4 * day

describe('a drill of many accounts', () => {
  test('drills live accounts at the usual rate and at any hour, each once with several workers', async () => {
    await setting.addAccounts(14)
    await set({ state: 'paused' }, 'clinic-0003')
    goTo(noon + 12 * hour)
    await sendDrill(setting.store, setting.grant, 'clinic-0005')
    expect(await previewBulk(setting.store.read, setting.grant, { search: 'clinic' }, work)).toMatchObject({
      acts: 12,
      skipped: 2,
      reasons: new Map([
        ['wrong-state', 1],
        ['drill-waiting', 1],
      ]),
      named: expect.toSatisfy((named) => named.get('wrong-state')[0].name === 'Clinic 3'),
    })
    const id = await begin()
    await Promise.all([1, 2].map(() => bulkRunner.run(setting.store)))
    expect(await countOutcomes(setting.store.read, id)).toMatchObject({ waiting: 14 - drillsPerTurn })
    goTo(now() + drillTurnLength)
    await run(2)
    expect(await countOutcomes(setting.store.read, id)).toEqual({
      waiting: 0,
      done: 12,
      skipped: 2,
      failed: 0,
    })
    expect(await drills()).toHaveLength(13)
    expect(new Set((await drills()).map(({ accountId }) => accountId)).size).toBe(13)
    expect((await setting.mails()).every(({ lane }) => lane !== 'bulk')).toBe(true)
  })

  test('records the outcome of each account’s drill', async () => {
    await setting.addAccounts(2)
    const id = await begin()
    await run(2)
    const [first] = await drills()
    await setting.store.transact(
      (tx) => answerNotices(tx, [first?.id ?? ''], { userId: null, as: 'oncall' }, now()),
      { exclusive: true },
    )
    expect((await results(id)).map(({ drill }) => drill?.outcome).sort()).toEqual(['reached', 'waiting'])
    expect((await results(id)).map(({ drill }) => drill?.noticeId)).toContain(first?.id)
  })

  test('counts an account with nobody to mail as not reached', async () => {
    const bouncing = { address: 'oncall@contacts.example', deliveryId: null, status: '5.1.1' }
    await setting.store.transact((tx) => markAddress(tx, bouncing, now()))
    expect(await previewBulk(setting.store.read, setting.grant, { only: ['aurora'] }, work)).toMatchObject({
      acts: 0,
      reasons: new Map([['field-unreachable', 1]]),
    })
    const id = await begin({ only: 'aurora' })
    await run()
    expect(await results(id)).toMatchObject([{ outcome: 'skipped', why: 'field-unreachable', drill: null }])
    expect(await account('aurora')).toMatchObject({ reachedAfter: null, drilledAt: expect.any(Number) })
    const written = await setting.store.read.select().from(auditEntries)
    expect(written).toContainEqual(
      expect.objectContaining({ action: 'notice.drill-unsent', actorId: setting.grace.id }),
    )
  })

  test('restarts the schedule of the drilled accounts; a stop leaves the others’ unchanged', async () => {
    await setting.addAccounts(14)
    const before = (await account('clinic-0013'))?.drillDueAt
    const id = await begin()
    await run()
    await stopBulkRun(setting.store, setting.grant, id)
    await run(3)
    expect(await drills()).toHaveLength(drillsPerTurn)
    expect(near((await account('clinic-0000'))?.drillDueAt, noon + 180 * day)).toBe(true)
    expect((await account('clinic-0013'))?.drillDueAt).toBe(before)
  })

  test('shares its throttle with scheduled drills', async () => {
    await setting.addAccounts(4)
    await set({ drillDueAt: noon }, 'aurora')
    await begin()
    expect(await sendDueDrills(setting.store)).toBe(1)
    await bulkRunner.run(setting.store)
    expect(await drills()).toHaveLength(1)
    goTo(now() + drillTurnLength)
    await run()
    expect(await drills()).toHaveLength(5)
  })
})

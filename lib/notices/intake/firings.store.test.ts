import { isNull } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { parseAlertmanager } from '#/lib/notices/formats/alertmanager.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { ingestEvents } from './ingest-events.ts'

/** Alertmanager repeats a fingerprint with a later start, often without a resolve between. */
const setting = perTest(openNoticeSetting)

/** The source's names of Sandbox. */
let names: string[] | null = null
beforeEach(() => {
  names = null
})

type Alert = { start: number; status?: 'firing' | 'resolved'; fingerprint?: string; labels?: object }

/** Alerts as Alertmanager sends them; `start` in minutes. */
function read(...alerts: Alert[]) {
  const usual = { status: 'firing', fingerprint: 'f00dfeedf00dfeed', annotations: {} }
  const sent = alerts.map(({ start, labels, ...given }) => ({
    ...usual,
    ...given,
    endsAt: '0001-01-01T00:00:00Z',
    labels: { account: 'aurora', alertname: 'FeedErrors', severity: 'warning', ...labels },
    startsAt: new Date(Date.UTC(2026, 0, 1, 0, start)).toISOString(),
  }))
  const known = parseAlertmanager({ alerts: sent }, names ? { sandboxNames: names } : {}, now())
  if (!known.ok) throw new Error('The alerts cannot be read.')
  return known.events
}
const send = (...alerts: Alert[]) => setting.accept(read(...alerts), 'alertmanager')
async function sendOne(alert: Alert) {
  const [taken] = await send(alert)
  return { outcome: taken?.outcome, noticeId: taken?.noticeId ?? '' }
}
const told = async () => (await setting.told()).sort()
const open = () => setting.store.read.select().from(notices).where(isNull(notices.closedAt))

describe('a later firing', () => {
  test('resolves the earlier notice and notifies its recipients once', async () => {
    const first = await sendOne({ start: 0 })
    await setting.work()
    const second = await sendOne({ start: 5 })
    expect(second.outcome).toBe('opened')
    expect(await setting.notice(first.noticeId)).toMatchObject({ state: 'closed', closedHow: 'resolved' })
    await sendOne({ start: 5 })
    await sendOne({ start: 0, status: 'resolved' })
    await setting.work()
    expect((await open()).map(({ id }) => id)).toEqual([second.noticeId])
    expect(await told()).toEqual(['notice', 'notice', 'resolve'].map((part) => `${part} anna@aurora.example`))
  })

  test('resolves the earlier one even if it is resolved itself', async () => {
    await sendOne({ start: 0 })
    expect((await sendOne({ start: 5, status: 'resolved' })).outcome).toBe('ignored')
    expect(await open()).toEqual([])
  })

  test('does not change a notice that staff closed', async () => {
    const { noticeId } = await sendOne({ start: 0 })
    await setting.work()
    await closeNoticeAsStaff(setting.store, await setting.support(), { noticeId, note: 'Seen' })
    await sendOne({ start: 5 })
    expect(await setting.notice(noticeId)).toMatchObject({ closedHow: 'staff', closeNote: 'Seen' })
    expect(await told()).toEqual(['notice anna@aurora.example', 'notice anna@aurora.example'])
  })

  test('resolves the notice of an unknown account too', async () => {
    const { noticeId } = await sendOne({ start: 0, labels: { account: 'nowhere' } })
    await sendOne({ start: 5, labels: { account: 'nowhere' } })
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'closed', closedHow: 'resolved' })
    expect(await open()).toHaveLength(1)
  })

  test('ignores other alerts, and the same fingerprint from another source', async () => {
    await sendOne({ start: 0, fingerprint: 'f00d' })
    await sendOne({ start: 0 })
    const events = read({ start: 5, labels: { x: '' } })
    await ingestEvents(setting.store, await setting.addSource(), { format: 'alertmanager', events })
    expect(await open()).toHaveLength(3)
  })
})

test('resolves in the environment it was opened in, even after the source’s settings change', async () => {
  const { noticeId } = await sendOne({ start: 0, labels: { environment: 'qa', category: 'technical' } })
  expect(await setting.notice(noticeId)).toMatchObject({ environment: 'production' })
  names = ['qa']
  const over = { start: 0, status: 'resolved', labels: { environment: 'qa', category: 'technical' } } as const
  expect(await sendOne(over)).toEqual({ outcome: 'resolved', noticeId })
})

describe('an earlier firing that arrives late', () => {
  test('is ignored, whether seen before or not', async () => {
    const first = await sendOne({ start: 3 })
    const second = await sendOne({ start: 5 })
    expect(await sendOne({ start: 3 })).toEqual({ outcome: 'ignored', noticeId: first.noticeId })
    expect(await sendOne({ start: 1 })).toEqual({ outcome: 'ignored', noticeId: '' })
    expect((await sendOne({ start: 1, status: 'resolved' })).outcome).toBe('ignored')
    expect((await open()).map(({ id }) => id)).toEqual([second.noticeId])
  })

  test.each([
    ['before', [0, 5]],
    ['after', [5, 0]],
  ])('opens nothing %s the later one in a batch', async (_, starts) => {
    const taken = await send(...starts.map((start) => ({ start })))
    expect(taken.map(({ outcome }) => outcome).sort()).toEqual(['ignored', 'opened'])
    expect(await open()).toMatchObject([{ occurredAt: Date.UTC(2026, 0, 1, 0, 5) }])
    expect(await told()).toEqual(['notice anna@aurora.example'])
  })

  test('is resolved when a batch has both and it was open', async () => {
    const { noticeId } = await sendOne({ start: 0 })
    await setting.work()
    const taken = await send({ start: 0 }, { start: 5 })
    expect(taken).toMatchObject([{ outcome: 'ignored' }, { outcome: 'opened' }])
    expect(await setting.notice(noticeId)).toMatchObject({ closedHow: 'resolved' })
    await setting.work()
    expect((await told()).filter((one) => one.startsWith('resolve'))).toHaveLength(1)
  })
})

test('a start ahead of our clock does not block later firings, and its replicas join it', async () => {
  const ahead = (minutes: number) => Math.round((now() - Date.UTC(2026, 0, 1)) / minute) + minutes
  const wrong = { start: ahead(600) }
  const first = await sendOne(wrong)
  moveClock(2 * minute)
  expect(await sendOne(wrong)).toEqual({ outcome: 'joined', noticeId: first.noticeId })
  const second = await sendOne({ start: ahead(0) })
  expect(second.outcome).toBe('opened')
  expect((await open()).map(({ id }) => id)).toEqual([second.noticeId])
})

test('a storm that fires again sends its resolves in one digest', async () => {
  const many = (start: number) => Array.from({ length: 14 }, (_, n) => ({ start, fingerprint: `alert${n}` }))
  await send(...many(0))
  await setting.work()
  moveClock(6 * minute)
  await setting.work()
  await send(...many(5))
  moveClock(12 * minute)
  await setting.work()
  expect(await open()).toHaveLength(14)
  const ends = (await setting.mails()).filter(({ part }) => part === 'resolve')
  expect(ends.filter(({ noticeId }) => noticeId !== null)).toHaveLength(10)
  expect(ends.filter(({ digestId }) => digestId !== null)).toHaveLength(1)
})

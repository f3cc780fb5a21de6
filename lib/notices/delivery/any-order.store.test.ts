import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, digestNotices, digests, events, noticeRates, notices } from '#/db/schema/notices.ts'
import { engine } from '#/db/store/store.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { accepted, anEvent, openNoticeSetting, refused } from '#/tests/notice-setting.ts'

const anyOf = <const Value>(...values: readonly Value[]) => fc.constantFrom(...values)
const trigger = fc.record({
  what: anyOf('trigger', 'trigger', 'resolve', 'acknowledge'),
  category: anyOf('technical', 'emergency'),
  key: fc.nat(2),
  times: anyOf(1, 1, 2, 14),
})
const fire = fc.record({
  what: anyOf('fire'),
  start: fc.nat(3),
  status: anyOf('trigger', 'trigger', 'resolve'),
  times: anyOf(1, 14),
})
const accepts = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 })
const work = fc.record({ what: anyOf('work'), accepts })
const wait = fc.record({ what: anyOf('wait'), minutes: anyOf(1, 6, 31, 250) })
const step = fc.oneof(
  { weight: 4, arbitrary: trigger },
  { weight: 2, arbitrary: fire },
  { weight: 3, arbitrary: work },
  { weight: 2, arbitrary: wait },
  { weight: 1, arbitrary: fc.record({ what: anyOf('mark'), on: fc.boolean() }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** One of several gathered notices ends, and then their digest fails and goes on to the owners. */
const endBeforeFallback: Step[] = [
  { what: 'fire', start: 0, status: 'trigger', times: 14 },
  { what: 'trigger', category: 'technical', key: 0, times: 1 },
  { what: 'wait', minutes: 6 },
  { what: 'resolve', category: 'technical', key: 0, times: 1 },
  { what: 'work', accepts: [false] },
]

test('notifies every person exactly once, in any order of events', async () => {
  const setting = await openNoticeSetting({ alone: true })
  // Anna is an alert contact and a technical contact.
  const technical = ['tech@contacts.example', setting.anna.email]
  await setting.nameTechnical(setting.account.id, technical, [setting.anna.id])
  let minutes = 0

  async function run(one: Step): Promise<void> {
    if (one.what === 'wait') {
      minutes += one.minutes
      await setting.escalate(minutes * minute)
    } else if (one.what === 'fire') {
      const startedAt = one.start * minute
      const startsAt = `1970-01-01T00:0${one.start}:00Z`
      const alert = { action: one.status, category: 'technical' } as const
      const alerts = Array.from({ length: one.times }, (_, n) =>
        anEvent({ ...alert, dedupKey: `alert${n} ${startsAt}`, firing: { series: `alert${n}`, startedAt } }),
      )
      await setting.accept(alerts, 'alertmanager')
    } else if (one.what === 'mark') {
      if (one.on) await setting.mark('tech@contacts.example').catch(() => undefined)
      else await setting.unmark()
    } else if (one.what === 'work') {
      let n = 0
      await setting.work(() => (one.accepts[n++ % one.accepts.length] ? accepted : refused()))
    } else {
      const { what: action, category, times, key } = one
      const keys = Array.from({ length: times }, (_, n) => `key ${times > 2 ? n : key}`)
      await setting.accept(keys.map((dedupKey) => anEvent({ action, category, dedupKey })))
    }
  }

  async function check() {
    const all = await setting.store.read.select().from(notices)
    const mails = await setting.mails()
    const begun = await setting.store.read.select().from(digests)
    const gatheredUntil = new Map(begun.map(({ id, gathersUntil }) => [id, gathersUntil]))
    const gathered = await setting.store.read.select().from(digestNotices)
    const gatheredIn = Map.groupBy(gathered, ({ noticeId }) => noticeId)
    for (const notice of all) {
      const own = mails.filter(({ noticeId }) => noticeId === notice.id)
      const digestIds = new Set((gatheredIn.get(notice.id) ?? []).map(({ digestId }) => digestId))
      const ofDigests = mails.filter(({ digestId }) => digestId !== null && digestIds.has(digestId))
      for (const [address, some] of Map.groupBy(own, ({ recipient }) => recipient)) {
        const first = some.filter(({ part }) => part === 'notice')
        // A second first message is allowed only after the first one failed.
        const unfailed = first.slice(0, -1).filter(({ status }) => status !== 'failed')
        expect(unfailed, address).toEqual([])
        expect(some.filter(({ part }) => part === 'resolve').length, address).toBeLessThanOrEqual(1)
      }
      const told = [...own, ...ofDigests].filter(({ part }) => part !== 'staff' && part !== 'resolve')
      const ended = [...own, ...ofDigests].filter(({ part }) => part === 'resolve')
      const accepting = told.filter(({ status }) => status === 'accepted')
      const reached = new Set(accepting.map(({ recipient }) => recipient))
      const endedTo = new Set(ended.map(({ recipient }) => recipient))
      for (const { part, recipient } of own) if (part === 'resolve') expect(reached).toContain(recipient)
      if (notice.closedHow === 'resolved') {
        const closedAt = notice.closedAt ?? 0
        // A digest that still gathers, or goes on to the next step later, states the end itself.
        for (const { part, digestId, recipient, createdAt } of ofDigests) {
          const until = gatheredUntil.get(digestId ?? '') ?? 0
          if (part === 'notice' && (until > closedAt || createdAt >= closedAt)) endedTo.add(recipient)
        }
        for (const address of reached) expect(endedTo, `the end, to ${address}`).toContain(address)
      } else expect(ended.filter(({ noticeId }) => noticeId !== null)).toEqual([])
      if (notice.state === 'open') {
        expect(reached.size).toBeGreaterThan(0)
        expect(notice.dueAt).not.toBeNull()
        expect(notice.escalateAt !== null).toBe(notice.category === 'emergency')
      }
    }
    const open = all.filter(({ closedAt }) => closedAt === null)
    expect(new Set(open.map(({ key }) => key)).size).toBe(open.length)
    const series = open.flatMap((notice) => notice.series ?? [])
    expect(new Set(series).size, 'one open firing of each').toBe(series.length)
  }

  const steps = fc.array(step, { minLength: 3, maxLength: 14 })
  await fc.assert(
    fc
      .asyncProperty(steps, async (sequence) => {
        for (const one of sequence) await run(one)
        // Runs until everything has ended.
        for (let n = 0; n < 6; n++) {
          minutes += 6
          moveClock(minutes * minute)
          await setting.work(() => accepted)
        }
        await check()
      })
      .beforeEach(() =>
        setting.store.transact(async (tx) => {
          const filled = [outbox, digestNotices, digests, events, notices, noticeRates, addressMarks]
          for (const table of filled) await tx.delete(table)
        }),
      ),
    { numRuns: engine === 'postgres' ? 6 : 30, examples: [[endBeforeFallback]] },
  )
})

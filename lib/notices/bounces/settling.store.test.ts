import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { exclusive } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { endpointKey } from '#/db/words/points.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import { indexUnindexed, refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { contactsDue } from '#/lib/changes/gate/contacts-due.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import type { Settlement } from '#/lib/platform/outbox/policy.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { runRetention } from '#/lib/privacy/retention/run.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildNotice } from '#/seed/notices.ts'
import { buildMember } from '#/seed/people.ts'
import { keyWith } from '#/tests/endpoint.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { mayChangeNeighbour } from '#/tests/neighbour.ts'
import { accepted, anEvent, aStorm, noticeTools, refused } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { accountsPerMark, mailInterval, mailMarks } from './mail-marks.ts'

const store = perTest(openTestStore)
const setting = perTest(async () => {
  const people = { anna: 'editor', bruno: 'viewer', olga: 'owner' } as const
  const account = { slug: 'aurora', alerts: ['anna', 'bruno'], people } as const
  const made = await scenario(store, { account }, { grace: 'support' })
  await indexUnindexed(store)
  return { ...made, ...noticeTools(store, await keyWith(store, 'events:write')) }
})

const accept = async (...given: IncomingEvent[]) => (await setting.accept(given))[0]?.noticeId ?? ''
const work = (outcome: (recipient: string) => Settlement) => setting.work(outcome)
const mails = () => setting.mails()
const told = () => setting.told()
const marks = async () =>
  (await store.read.select().from(addressMarks)).map(({ addressKey }) => addressKey).sort()
const mark = (address: string, at = now(), status = '5.1.1') =>
  store.transact((tx) => markAddress(tx, { address, deliveryId: null, status }, at))

describe('the fallback', () => {
  test('waits while an address of the step has accepted or is being tried', async () => {
    await accept(anEvent())
    const retrying = { ...accepted, status: 'retrying' as const, dueAt: now() + 1e6 }
    await work((to) => (to.startsWith('anna') ? refused() : retrying))
    expect(await mails()).toHaveLength(2)
  })

  test('counts what a digest told', async () => {
    const emergencies = ['one', 'two'].map((dedupKey) => anEvent({ category: 'emergency', dedupKey }))
    for (const one of emergencies) await accept(one)
    await work(() => accepted)
    await setting.escalate(31 * minute)
    moveClock(40 * minute)
    await work(() => accepted)
    const before = await told()
    expect(before.filter((one) => one === 'escalation tech@contacts.example')).toHaveLength(1)
    const [first] = (await mails()).filter(({ recipient }) => recipient.startsWith('oncall'))
    await store.transact(async (tx) => {
      const isFirst = eq(outbox.id, known(first).id)
      const [failed] = await tx.update(outbox).set({ status: 'failed' }).where(isFirst).returning()
      await fallBack(tx, known(failed), now())
    }, exclusive)
    expect(await told()).toEqual(before)
  })

  test('mails the next step in the transaction of the last failure', async () => {
    const id = await accept(anEvent())
    await work(() => refused())
    expect((await told()).slice(2)).toEqual(['notice tech@contacts.example'])
    expect(await setting.notice(id)).toMatchObject({ step: 1, state: 'open' })
    await work(() => refused())
    await work(() => ({ ...refused(), status: 'expired' }))
    expect((await told()).slice(3)).toEqual(['notice olga@aurora.example', 'staff grace@desk.example'])
    expect(await setting.notice(id)).toMatchObject({ state: 'unroutable' })
  })

  test('mails the next step when a reminder bounces after an accepted first message', async () => {
    const id = await accept(anEvent())
    await work(() => accepted)
    moveClock(241 * minute)
    await accept(anEvent())
    await work(() => refused('5.1.1'))
    const reminded = ['reminder anna@aurora.example', 'reminder bruno@aurora.example']
    expect((await told()).slice(2)).toEqual([...reminded, 'notice tech@contacts.example'])
    expect(await setting.notice(id)).toMatchObject({ step: 1, state: 'open' })
  })

  test('continues while paused if the notice was already mailed', async () => {
    await accept(anEvent())
    await store.transact((tx) => tx.update(unguarded(accounts)).set({ state: 'paused' }).then())
    await work(() => refused())
    expect((await told()).slice(2)).toEqual(['notice tech@contacts.example'])
    await accept(anEvent({ dedupKey: 'while paused' }))
    expect(await mails()).toHaveLength(3)
  })

  test('stops once the notice is answered or resolved', async () => {
    const id = await accept(anEvent())
    await accept(anEvent({ action: 'acknowledge' }))
    await work(() => refused('5.1.1'))
    expect(await mails()).toHaveLength(2)
    expect((await setting.notice(id)).state).toBe('acknowledged')
  })

  test('moves a digest on as a whole', async () => {
    await accept(...aStorm(13))
    await work(() => accepted)
    moveClock(5 * 60_000)
    await work(() => refused('5.1.1'))
    const ofDigest = (await mails()).filter(({ digestId }) => digestId)
    expect(ofDigest.map(({ recipient, step, status }) => [recipient, step, status])).toEqual([
      ['anna@aurora.example', 0, 'failed'],
      ['bruno@aurora.example', 0, 'failed'],
      ['tech@contacts.example', 1, 'queued'],
    ])
    expect(await store.read.$count(notices, eq(notices.step, 1))).toBe(3)
    await work(() => refused('5.1.1'))
    await work(() => refused('5.1.1'))
    expect(await store.read.$count(notices, eq(notices.state, 'unroutable'))).toBe(3)
    expect((await mails()).filter(({ part }) => part === 'staff')).toHaveLength(1)
  })
})

test('sends the resolve after the first accepted message', async () => {
  await accept(anEvent())
  const [anna, bruno] = await setting.claim()
  await accept(anEvent({ action: 'resolve' }))
  expect(await mails()).toHaveLength(2)
  await setting.settle(known(anna), accepted)
  await setting.settle(known(bruno), refused('5.1.1'))
  expect((await told()).slice(2)).toEqual([`resolve ${anna?.recipient}`])
})

test('sends the resolve to recipients of an escalation only', async () => {
  const emergency = { category: 'emergency' } as const
  await accept(anEvent(emergency))
  await work(() => accepted)
  await setting.escalate(31 * minute)
  await work(() => accepted)
  const before = (await told()).length
  await accept(anEvent({ ...emergency, action: 'resolve' }))
  expect((await told()).slice(before).sort()).toEqual(
    ['anna@aurora', 'bruno@aurora', 'oncall@contacts', 'tech@contacts'].map((at) => `resolve ${at}.example`),
  )
})

test('the mail names the other recipients and why this person gets it', async () => {
  await accept(anEvent({ category: 'emergency', details: 'All down' }))
  const [oncall, copy] = await Promise.all((await mails()).map((row) => readNoticeMail(store.read, row)))
  expect(oncall?.data).toMatchObject({
    purpose: 'technical-emergency',
    copy: false,
    skipReason: null,
    details: 'All down',
    others: ['anna@aurora.example', 'bruno@aurora.example'],
    link: expect.stringMatching(/\/accounts\/aurora\/notices\/[-0-9a-f]{36}$/),
    acknowledgeLink: expect.stringMatching(/\/acknowledge\/[\w-]{30}$/),
  })
  expect(copy?.data).toMatchObject({ purpose: 'alerts', copy: true })
})

describe('bouncing', () => {
  test('marks a dead address at once, and other refusals at the third within 7 days', async () => {
    await accept(anEvent())
    await work((to) => refused(to.startsWith('anna') ? '5.1.1' : '5.2.2'))
    expect(await marks()).toEqual(['anna@aurora.example'])
    await refuse([day, 2 * day], 'bruno', {})
    expect(await marks()).toEqual(['anna@aurora.example', 'bruno@aurora.example'])
  })

  /** An event at each of these times, whose mail to `name` is refused. */
  async function refuse(
    times: number[],
    name = 'tech',
    given: Partial<IncomingEvent> = { category: 'technical' },
  ) {
    for (const at of times) {
      moveClock(at)
      await accept(anEvent({ dedupKey: `at ${at}`, ...given }))
      await work((to) => (to.startsWith(name) ? refused() : accepted))
    }
  }

  test('ignores refusals more than 7 days apart', async () => {
    await refuse([0, 4 * day, 8 * day])
    expect(await marks()).toEqual([])
  })

  test('forgets refusals when the mark is cleared', async () => {
    await refuse([1000, 2000])
    await store.transact((tx) => clearMarks(tx, ['Tech@contacts.example']))
    await refuse([3000])
    expect(await marks()).toEqual([])
  })

  test('marks an address after mail of any kind, such as one about contact information', async () => {
    const common = { locale: 'en', accountId: setting.account.id } as const
    const due = { accountName: 'Aurora', missing: [], dueAt: now(), link: '' }
    await store.transact(async (tx) => {
      for (const to of ['tech@contacts.example', 'olga@aurora.example'])
        await queueMail(tx, contactsDue, { to, ...common, data: due })
    })
    await work(() => refused('5.1.1'))
    expect(await marks()).toEqual(['olga@aurora.example', 'tech@contacts.example'])
    await mailMarks(store)
    const told = (await mails()).filter(({ template }) => template === 'address-bouncing')
    expect(told.map(({ recipient, data }) => `${recipient}: ${data.address}`).sort()).toEqual([
      'anna@aurora.example: olga@aurora.example',
      'anna@aurora.example: tech@contacts.example',
      'olga@aurora.example: tech@contacts.example',
    ])
  })

  test('notifies owners and editors once', async () => {
    await accept(anEvent({ category: 'technical' }))
    await work((to) => (to.startsWith('tech') ? refused('5.1.1') : accepted))
    await Promise.all([mailMarks(store), mailMarks(store)])
    await mailMarks(store)
    const mailed = (await mails()).filter(({ template }) => template === 'address-bouncing')
    const to = mailed.map(({ recipient }) => recipient)
    expect(to.sort()).toEqual(['anna@aurora.example', 'olga@aurora.example'])
    const path = '/accounts/aurora/configuration/contact-information?env=production#technical'
    const link = expect.stringContaining(path)
    expect(mailed[0]?.data).toMatchObject({ address: 'tech@contacts.example', serves: ['technical'], link })
  })

  test('notifies them of a failing endpoint with the reason, and leads to its page', async () => {
    const { id } = await addEndpoint(store, setting.account.id, 'ntfy', { label: 'Night rota' })
    await store.transact((tx) => refreshSearchRow(tx, setting.account.id))
    const failing = { key: endpointKey(id), address: 'ntfy · ntfy.example.net', status: 'HTTP 404' }
    await store.transact((tx) => markAddress(tx, { ...failing, deliveryId: null }, now()))
    await mailMarks(store)
    const mailed = (await mails()).filter(({ template }) => template === 'address-bouncing')
    expect(mailed.map(({ recipient }) => recipient).sort()).toEqual([
      'anna@aurora.example',
      'olga@aurora.example',
    ])
    expect(mailed[0]?.data).toMatchObject({
      address: 'Night rota (ntfy · ntfy.example.net)',
      endpoint: { reason: 'HTTP 404' },
      link: expect.stringContaining(`/accounts/aurora/configuration/endpoints/${id}`),
    })
  })

  test('keeps the first time and sends no second mail when other mail bounces too', async () => {
    await mark('tech@contacts.example', 1000)
    await mailMarks(store)
    moveClock(day)
    await mark('tech@contacts.example', now(), '5.1.2')
    expect(await mailMarks(store)).toBe(0)
    expect(await mails()).toHaveLength(2)
    expect(await store.read.select().from(addressMarks)).toMatchObject([{ markedAt: 1000, status: '5.1.1' }])
  })

  test('does not notify the bouncing address itself', async () => {
    await mark('ANNA@aurora.example')
    await mailMarks(store)
    expect(await mails()).toMatchObject([{ recipient: 'olga@aurora.example', data: { serves: ['alerts'] } }])
  })

  test('notifies the many accounts of an address in batches, each once', async () => {
    const many = accountsPerMark + 5
    await store.transact(async (tx) => {
      for (let index = 1; index < many; index++) {
        const { account } = await buildOpenAccount(tx, { slug: `aurora-${index}`, alerts: [] })
        await buildMember(tx, { accountId: account.id, userId: setting.anna.id, role: 'editor' })
      }
    })
    await indexUnindexed(store)
    await mark('tech@contacts.example', 1)
    const toldAccounts = async () => {
      const toAnna = (await mails()).filter(({ recipient }) => recipient === 'anna@aurora.example')
      expect(new Set(toAnna.map(({ accountId }) => accountId)).size).toBe(toAnna.length)
      return toAnna.length
    }
    await mailMarks(store)
    expect(await toldAccounts()).toBe(accountsPerMark)
    await mark('olga@aurora.example', 2)
    moveClock(mailInterval)
    await Promise.all([mailMarks(store), mailMarks(store)])
    expect((await mails()).map(({ data }) => data.address)).toContain('olga@aurora.example')
    await store.transact((tx) => tx.delete(outbox).where(eq(outbox.accountId, setting.account.id)))
    expect(await toldAccounts()).toBe(many - 1)
    moveClock(2 * mailInterval)
    await mailMarks(store)
    expect(await toldAccounts()).toBe(many - 1)
  })

  test('ignores a field that the integration type hides', async () => {
    await mark('merchants@contacts.example')
    await mailMarks(store)
    expect(await mails()).toEqual([])
  })
})

test('deletes expired records and keeps open ones', async () => {
  mayChangeNeighbour(store)
  await accept(anEvent(), anEvent({ dedupKey: 'other' }))
  await accept(anEvent({ category: 'emergency', dedupKey: 'unanswered' }))
  await accept(anEvent({ category: 'emergency', dedupKey: 'unanswered', action: 'resolve' }))
  await work(() => accepted)
  await accept(anEvent({ action: 'resolve' }))
  await work(() => accepted)
  const test = { accountId: setting.account.id, origin: 'member', kind: 'test' } as const
  await store.transact((tx) => buildNotice(tx, test))
  moveClock(399 * day)
  await runRetention(store)
  expect(await store.read.$count(notices)).toBe(4)
  moveClock(401 * day)
  await runRetention(store)
  expect((await store.read.select().from(notices)).map(({ dedupKey }) => dedupKey)).toEqual(['other'])
  expect(await mails()).toEqual([])
})

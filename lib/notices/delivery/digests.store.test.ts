import { describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { acknowledgeByMail, findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { ingestEvents } from '#/lib/notices/intake/ingest-events.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { known } from '#/tests/known.ts'
import { accepted, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { selectListed } from './digests.ts'
import { readNoticeMail } from './mail-content.ts'

const setting = perTest(openNoticeSetting)
const emergency = { category: 'emergency' } as const

const mailsOf = async (part: string) => (await setting.mails()).filter((one) => one.part === part)
const endsTo = async () =>
  (await mailsOf('resolve'))
    .map(({ recipient, digestId }) => `${digestId ? 'digest' : 'one'} ${recipient}`)
    .sort()
async function read(row: Awaited<ReturnType<typeof mailsOf>>[number] | undefined) {
  const mail = await readNoticeMail(setting.store.read, known(row))
  return renderMail(mail, 'en', { programmeName: 'Desk', appUrl: 'https://desk.example' })
}

describe('the resolve of a batched notice', () => {
  const end = (n: number) => setting.one({ ...emergency, dedupKey: `alert ${n}`, action: 'resolve' })
  const ends = async () => (await endsTo()).map((one) => one.split(' ')[0])

  test('is sent immediately, and in a digest only if another ended in the last 30 s', async () => {
    await setting.accept(aStorm(14, emergency))
    moveClock(minute)
    await setting.work()
    await end(10)
    expect(await ends()).toEqual(['one', 'one'])
    moveClock(minute + 20 * second)
    await end(11)
    expect(await ends()).toEqual(['digest', 'digest', 'one', 'one'])
    moveClock(3 * minute)
    await end(12)
    expect((await ends()).filter((one) => one === 'one')).toHaveLength(4)
  })

  test('goes to recipients of an escalation, not to staff', async () => {
    await setting.accept(aStorm(14, emergency))
    moveClock(minute)
    await setting.work()
    await setting.escalate(32 * minute)
    await setting.work()
    await setting.accept(aStorm(4, { ...emergency, action: 'resolve' }, 10))
    expect(await endsTo()).toEqual([
      'digest anna@aurora.example',
      'digest oncall@contacts.example',
      'digest tech@contacts.example',
    ])
  })

  test('waits no longer in other categories', async () => {
    await setting.accept(aStorm(14))
    moveClock(6 * minute)
    await setting.work()
    await setting.accept(aStorm(4, { action: 'resolve' }, 10))
    const [{ dueAt } = { dueAt: null }] = await mailsOf('resolve')
    expect(dueAt).toBeLessThanOrEqual(now() + 30 * second)
  })

  test('is in the digest itself when it goes on to the next step later', async () => {
    await setting.accept(aStorm(13))
    moveClock(6 * minute)
    await setting.one({ dedupKey: 'alert 10', action: 'resolve' })
    await setting.work((recipient) => (recipient === setting.anna.email ? refused() : accepted))
    await setting.work()
    const next = (await setting.mails()).filter(({ step, digestId }) => step === 1 && digestId !== null)
    expect(next).toMatchObject([{ recipient: 'tech@contacts.example', status: 'accepted' }])
    expect((await read(next[0])).text.match(/now resolved/g)).toHaveLength(1)
    expect(await endsTo()).toEqual([])
  })

  test('goes once to recipients whose digest is still in flight', async () => {
    await setting.accept(aStorm(11, emergency))
    moveClock(minute)
    const rows = await setting.claim()
    for (const row of rows) if (row.digestId === null) await setting.settle(row, accepted)
    await end(10)
    expect(await ends()).toEqual([])
    for (const row of rows) if (row.digestId !== null) await setting.settle(row, accepted)
    expect(await ends()).toEqual(['digest', 'digest'])
    expect((await read((await mailsOf('resolve'))[0])).subject).toContain('Feed error rate 23%')
  })
})

test.each(['emergency', 'production-alert'] as const)(
  'a flood of one source hides no %s of another',
  async (category) => {
    const flood = { category, severity: 'critical', occurredAt: 1 } as const
    const other = await setting.addSource()
    for (const from of [0, 500]) {
      const request = { format: 'native' as const, events: aStorm(from === 0 ? 500 : 20, flood, from) }
      await ingestEvents(setting.store, other, request)
    }
    const { noticeId } = await setting.one({ category, severity: 'error', summary: 'Payments are down' })
    const [digestId = ''] = (await mailsOf('notice')).flatMap((mail) => mail.digestId ?? [])
    const listed = (await selectListed(setting.store.read, digestId)).map(({ id }) => id)
    expect(listed).toHaveLength(500)
    expect(listed).toContain(noticeId)
    const { text } = await read((await mailsOf('notice')).find((mail) => mail.digestId))
    expect(text).toContain('Payments are down')
  },
)

describe('the link of a digest', () => {
  const linkOf = async () => {
    const row = known((await mailsOf('notice')).find(({ digestId }) => digestId))
    return linkToken('acknowledge', row.id)
  }

  test('acknowledges the listed notices only, not later ones', async () => {
    await setting.accept(aStorm(13, emergency))
    moveClock(minute)
    await setting.work()
    const [late] = await setting.accept(aStorm(1, emergency, 13))
    await acknowledgeByMail(setting.store, await linkOf())
    expect((await setting.notice(late?.noticeId ?? '')).state).toBe('open')
    expect((await findAcknowledgement(setting.store.read, await linkOf()))?.count).toBe(3)
  })

  test('leaves notices open that the mail did not list', async () => {
    await setting.accept(aStorm(510, { severity: 'warning' }))
    await setting.accept(aStorm(1, { severity: 'critical' }, 510))
    moveClock(6 * minute)
    await setting.work()
    const { text } = await read((await mailsOf('notice')).find(({ digestId }) => digestId))
    expect(text).toContain('And 1 more, in the portal.')
    expect(text).toContain('Acknowledge those listed:')
    const found = await acknowledgeByMail(setting.store, await linkOf())
    expect([found.count, found.pending]).toEqual([500, 0])
    const all = await setting.store.read.select().from(notices)
    const stateOf = new Map(all.map(({ dedupKey, state }) => [dedupKey, state]))
    const states = [508, 509, 510].map((n) => stateOf.get(`alert ${n}`))
    expect(states).toEqual(['acknowledged', 'open', 'acknowledged'])
  })
})

import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { type NoticeContent, unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { previewByHand } from './hand-preview.ts'
import { sendNoticeByHand } from './send-by-hand.ts'

const setting = perTest(openNoticeSetting)

const written: NoticeContent = { ...unknownContent, category: 'technical', summary: 'The old API ends' }
const preview = (given: Partial<NoticeContent> = {}, slug = 'aurora') =>
  previewByHand(setting.store.read, setting.support(), { slug, name: 'Aurora' }, { ...written, ...given })

test('shows the mail in both languages and writes nothing', async () => {
  const { mails, gathered } = await preview()
  expect(mails.map(({ locale, to }) => [locale, to.map(({ shown }) => shown)])).toEqual([
    ['en', []],
    ['it', ['tech@contacts.example']],
  ])
  expect(gathered).toBe(false)
  expect(await setting.store.read.$count(outbox)).toBe(0)
})

test('refuses an unknown account', () => expect(preview({}, 'gone')).rejects.toThrow('unknown-account'))

describe('the seal', () => {
  test('stays the same for the same notice, also later', async () => {
    const { seal } = await preview()
    moveClock(60_000)
    expect((await preview()).seal).toBe(seal)
  })

  test.each<Partial<NoticeContent>>([
    { summary: 'The old API ends soon' },
    { details: 'x' },
    { severity: 'info' },
    { links: [{ href: 'https://x.example/', text: '' }] },
    { occurredAt: 1 },
    { category: 'user-escalation' },
    { environment: 'sandbox' },
  ])('changes when the notice says %j', async (given) => {
    expect((await preview(given)).seal).not.toBe((await preview()).seal)
  })

  test('changes when the recipients change', async () => {
    const { seal } = await preview()
    await setting.mark('tech@contacts.example')
    const { reach, seal: changed } = await preview()
    expect(reach.recipients.map(({ shown }) => shown)).toEqual(['anna@aurora.example'])
    expect(changed).not.toBe(seal)
  })
})

test.each([
  ['sandbox', { environment: 'sandbox' }, 'live'],
  ['paused', { category: 'production-alert' }, 'paused'],
] as const)('shows no mail when the notice is only recorded (%s)', async (silence, given, state) => {
  await setting.store.transact((tx) => tx.update(unguarded(accounts)).set({ state }).then())
  const { reach, mails } = await preview(given)
  expect(reach.silence).toBe(silence)
  expect(reach.recipients).not.toEqual([])
  expect(mails).toEqual([])
})

test('says in a storm that the notice joins a digest', async () => {
  const send = (summary: string) =>
    sendNoticeByHand(setting.store, setting.support(), { ...written, summary, slug: 'aurora' })
  for (let n = 0; n < 10; n++) {
    expect((await preview()).gathered).toBe(false)
    await send(`No. ${n}`)
  }
  expect(await preview()).toMatchObject({ gathered: true, mails: [] })
  await send('The old API ends')
  expect((await setting.mails()).at(-1)?.template).toBe('notice-digest')
  expect((await preview({ category: 'emergency' })).gathered).toBe(false)
})

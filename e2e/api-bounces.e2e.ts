import { readFixture } from '../tests/event-fixtures.ts'
import { openRelay, type TestRelay } from '../tests/relay-server.ts'
import { sendEvent } from './api.ts'
import { oncall, tech } from './demo.ts'
import { test as base, expect } from './fixtures.ts'

const test = base.extend<{ relay: TestRelay }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  relay: async ({}, use) => {
    const relay = await openRelay({ reports: true })
    await use(relay)
    await relay.close()
  },
  // The relay ends with the test.
  sharesServer: false,
  serverEnvironment: async ({ relay }, use) =>
    use({ SMTP_URL: relay.url, MAIL_BOUNCE: 'bounce+{id}@notices.example' }),
})

const path = '/api/v1/bounces'
const postfix = readFixture('bounce-postfix.eml')
const report = (returnPath: string) => postfix.replaceAll('bounce+018f3c2a.Zk3@notices.example', returnPath)
const status = 'select status from outbox where recipient = ? order by id desc limit 1'

test('a bounce fails its delivery, marks the address, escalates the notice', async ({ site, relay }) => {
  // A phone that rang hands nothing on.
  site.silenceEndpoints()
  const key = site.addSource({ scopes: ['events:write', 'bounces:write'], defaultCategory: 'emergency' })
  await sendEvent(site, { account: 'poliambulatorio-levante', summary: 'Booking is down' }, { key })
  await expect.poll(() => site.rows(status, oncall)).toEqual([{ status: 'accepted' }])
  const sent = relay.received.find(({ recipients }) => recipients.includes(oncall))
  expect(sent?.sender).toMatch(/^bounce\+[0-9a-f]{48}@notices\.example$/)
  expect(sent?.asked[1]).toContain('NOTIFY=SUCCESS,FAILURE,DELAY')

  const basic = { authorization: `Basic ${Buffer.from(`postfix:${key}`).toString('base64')}` }
  const forged = await sendEvent(site, report(sent?.sender.replace(/.{4}@/, '0000@') ?? ''), {
    path,
    headers: basic,
    type: null,
  })
  expect(forged).toMatchObject({ status: 202, body: { outcome: 'unknown-delivery' } })
  expect(site.rows(status, oncall)).toEqual([{ status: 'accepted' }])

  for (const again of [1, 2]) {
    const answer = await sendEvent(site, report(sent?.sender ?? ''), {
      path,
      headers: basic,
      type: 'message/rfc822',
    })
    expect(answer, `${again}`).toMatchObject({ status: 202, body: { outcome: 'recorded' } })
  }
  expect(site.rows(status, oncall)).toEqual([{ status: 'failed' }])
  expect(site.rows("select status from address_marks where address_key = 'oncall@levante.example'")).toEqual([
    { status: '5.1.1' },
  ])
  await expect.poll(() => relay.received.flatMap(({ recipients }) => recipients)).toContain(tech)
})

import { expect, test } from 'vitest'
import { addressFailures, addressMarks } from '#/db/schema/notices.ts'
import { eventually } from '#/tests/eventually.ts'
import { startTestWorker } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { startRelay } from '#/tests/relay.ts'
import type { RelayManners } from '#/tests/relay-server.ts'
import { perTest } from '#/tests/store.ts'

const technical = 'tech@contacts.example'

const setting = perTest(openNoticeSetting)

/** What comes of a notice for the technical contact, on a worker whose mail server has these manners. */
async function outcomeOf(manners: RelayManners) {
  startTestWorker(setting.store, [await startRelay(manners)])
  await setting.one({ category: 'technical' })
  return eventually(async () => {
    const ofNotice = (await setting.mails()).filter(({ noticeId }) => noticeId)
    const mails = ofNotice.map(({ recipient, status }) => `${recipient} ${status}`)
    expect(mails.at(-1)).toMatch(/accepted|retrying/)
    const marks = await setting.store.read.select().from(addressMarks)
    return { mails, marks: marks.map(({ status }) => status) }
  })
}

test('a refused recipient, with any number of reply lines, is marked and the next step is mailed', async () => {
  const said =
    '550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 Please try again'
  const recipient = (to: string) => (to === technical ? said : undefined)
  const mails = [`${technical} failed`, 'anna@aurora.example accepted']
  expect(await outcomeOf({ recipient })).toEqual({ mails, marks: ['5.1.1'] })
})

test.each([
  ['for now', { recipient: () => '450 4.2.1 later' }],
  ['at MAIL', { mail: () => '550 5.1.1 sender unknown' }],
  ['at DATA', { body: () => '554 5.1.1 no' }],
  ['at the dot', { data: () => '550 5.1.1 looks like spam' }],
])('a refusal %s marks nothing, whatever its status', async (_when, manners) => {
  expect(await outcomeOf(manners)).toEqual({ mails: [`${technical} retrying`], marks: [] })
  expect(await setting.store.read.$count(addressFailures)).toBe(0)
})

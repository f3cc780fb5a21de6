import { beforeEach, expect, test } from 'vitest'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import { accepted, openNoticeSetting } from '#/tests/notice-setting.ts'

const tech = 'tech@contacts.example'
let setting: Awaited<ReturnType<typeof openNoticeSetting>>
let token: string
beforeEach(async () => {
  setting = await openNoticeSetting()
  await indexUnindexed(setting.store)
  const id = newId()
  await setting.store.transact(async (tx) => {
    const row = await buildConfirmation(tx, { accountId: setting.account.id, address: tech })
    await buildQuestion(tx, row, { id, locale: 'en', accountName: 'Aurora' })
  })
  token = linkToken('confirm', id)
})

/** The status of each notice mail, and of other mail to the address. */
async function fates(): Promise<string[]> {
  const rows = await setting.mails()
  return rows
    .filter(({ noticeId, recipient }) => noticeId !== null || recipient === tech)
    .map(({ part, template, recipient, status }) => `${part ?? template} ${recipient} ${status}`)
}

test('withholds waiting mail from an address that said "This is not me", and tells the next contacts', async () => {
  await setting.one({ category: 'technical' })
  expect(await refuseAddress(setting.store, token)).toBe(true)
  expect(await fates()).toEqual([
    `confirm-address ${tech} accepted`,
    `notice ${tech} withheld`,
    'notice anna@aurora.example queued',
  ])
  expect((await setting.claim()).map(({ recipient }) => recipient)).not.toContain(tech)
})

test('does not mail the address the end of a notice that it got', async () => {
  await setting.one({ category: 'technical' })
  await setting.work()
  await refuseAddress(setting.store, token)
  await setting.one({ category: 'technical', action: 'resolve' })
  expect(await fates()).toEqual([`confirm-address ${tech} accepted`, `notice ${tech} accepted`])
})

test('does not mail the address the end of a notice that was being sent', async () => {
  await setting.one({ category: 'technical' })
  const [mail] = await setting.claim()
  if (!mail) throw new Error('Nothing was due.')
  await refuseAddress(setting.store, token)
  await setting.one({ category: 'technical', action: 'resolve' })
  await setting.settle(mail, accepted)
  expect(await fates()).toEqual([`confirm-address ${tech} accepted`, `notice ${tech} accepted`])
})

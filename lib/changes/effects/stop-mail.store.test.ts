import { beforeEach, expect, test } from 'vitest'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { watchEndpoints } from '#/lib/notices/endpoints/watch.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import { known } from '#/tests/known.ts'
import { accepted, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'

const tech = 'tech@contacts.example'
const setting = perTest(openNoticeSetting)
let token: string
beforeEach(async () => {
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

test('withholds queued mail from an address that said "This is not me", and notifies the next contacts', async () => {
  await setting.one({ category: 'technical' })
  expect(await refuseAddress(setting.store, token)).toBe(true)
  await watchEndpoints(setting.store)
  expect(await fates()).toEqual([
    `confirm-address ${tech} accepted`,
    `notice ${tech} withheld`,
    'notice anna@aurora.example queued',
  ])
  expect((await setting.claim()).map(({ recipient }) => recipient)).not.toContain(tech)
})

test('leaves queued mail to the same address for another account', async () => {
  await setting.one({ category: 'technical', account: 'molo' })
  await refuseAddress(setting.store, token)
  expect(await fates()).toEqual([`confirm-address ${tech} accepted`, `notice ${tech} queued`])
})

test.each(['was sent', 'was being sent'])(
  'sends the address no resolution of a notice that %s',
  async (when) => {
    await setting.one({ category: 'technical' })
    const mail = known((await setting.claim())[0])
    if (when === 'was sent') await setting.settle(mail, accepted)
    await refuseAddress(setting.store, token)
    await setting.one({ category: 'technical', action: 'resolve' })
    if (when === 'was being sent') await setting.settle(mail, accepted)
    expect(await fates()).toEqual([`confirm-address ${tech} accepted`, `notice ${tech} accepted`])
  },
)

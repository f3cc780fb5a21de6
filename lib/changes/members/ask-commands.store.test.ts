import { beforeEach, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { askOwnersToInvite } from './ask-commands.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

const arrange = () =>
  scenario(store, {
    account: {
      slug: 'clinica',
      defaultLocale: 'it',
      people: { one: { role: 'owner', locale: 'en' }, two: 'owner', sara: 'viewer' },
    },
    other: { people: { stranger: 'owner' } },
  })

const toSara = () => grantAccount(store.read, actorOf(setting.sara), { slug: 'clinica' }, 'viewer')
const mails = () => store.read.select().from(outbox)

test('asking mails every owner of the account in their language, and records it without the words', async () => {
  expect(await askOwnersToInvite(store, await toSara(), 'Invite luca@b.example')).toBe(2)
  const sent = (await mails()).map(({ recipient, locale }) => `${recipient} ${locale}`).sort()
  expect(sent).toEqual(['one@clinica.example en', 'two@clinica.example it'])
  expect((await mails())[0]).toMatchObject({
    template: 'ask-owners-to-invite',
    data: { askerName: 'Sara', askerEmail: setting.sara.email, text: 'Invite luca@b.example' },
  })
  expect(JSON.stringify(await store.read.select().from(auditEntries))).not.toContain('luca')
})

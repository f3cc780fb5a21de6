import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { CaseCategory } from '#/db/words/cases.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { testCommands } from '#/tests/command-setting.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { answerCase } from './commands.ts'
import type { NewCase } from './form.ts'
import { replyToCase } from './staff-commands.ts'
import { openCaseFor } from './staff-opening.ts'

const store = perTest(openTestStore)
/** A complete account with an owner and a viewer, and two of the staff. */
const setting = perTest(() =>
  scenario(
    store,
    { account: { slug: 'clinica', alerts: ['viewer'], people: { owner: 'owner', viewer: 'viewer' } } },
    { grace: 'support', ada: 'support' },
  ),
)

const newCase = (given: Partial<NewCase> = {}): NewCase => ({
  key: newId(),
  category: 'integration',
  situation: null,
  subject: 'Your feed is late',
  text: 'Can you look?',
  environment: 'production',
  follows: null,
  ...given,
})
const grant = () => staffGrant(setting.grace, 'support')
const open = (given: Partial<NewCase> = {}, slug = 'clinica') =>
  openCaseFor(store, grant(), slug, newCase(given))
const reply = (text: string) =>
  replyToCase(store, grant(), { key: newId(), number: 1, text, intent: 'reply' })
const mailed = async () => {
  const rows = await store.read.select().from(outbox).orderBy(outbox.id)
  return rows.map(({ template, recipient }) => `${template} ${recipient}`)
}
const bounce = (address: string) =>
  store.transact((tx) => markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, now()))

describe('a case that staff open', () => {
  testCommands({
    'is theirs, and mails the contacts of its category': {
      right: 'support',
      change: (store, { admin }) => openCaseFor(store, admin, 'levante', newCase()),
      entries: ['case.opened'],
      mails: ['case-opened tech@contacts.example'],
    },
  })

  test('belongs to the person who opened it, and waits for the partner', async () => {
    expect(await open()).toBe(1)
    expect(await store.read.select().from(cases)).toMatchObject([
      { accountId: setting.account.id, openedBy: setting.grace.id, assigneeId: setting.grace.id },
    ])
    expect(await store.read.select().from(caseMessages)).toMatchObject([{ fromStaff: true, internal: false }])
  })

  test.each<[CaseCategory, string]>([
    ['urgent', 'oncall@contacts.example'],
    ['integration', 'tech@contacts.example'],
    ['contact-information', 'owner@clinica.example'],
    ['users', 'owner@clinica.example'],
    ['other', 'operations@contacts.example'],
  ])('about %s goes to %s', async (category, recipient) => {
    await open({ category, situation: category === 'urgent' ? 'integration-down' : null })
    const toPartner = (await mailed()).filter((mail) => mail.startsWith('case-opened '))
    expect(toPartner).toEqual([`case-opened ${recipient}`])
  })

  test('goes by mail alone, also where a field has endpoints', async () => {
    const { id } = await addEndpoint(store, setting.account.id, 'slack', { field: 'technical' })
    await open()
    expect((await mailed()).filter((mail) => mail.includes(id) || mail.includes('Slack'))).toEqual([])
    await bounce('tech@contacts.example')
    await open({ subject: 'And now?' })
    expect(await mailed()).toContain('case-opened owner@clinica.example')
  })

  test('that is urgent is mailed to the other staff', async () => {
    await open({ category: 'urgent', situation: 'integration-down' })
    expect(await mailed()).toContain('case-opened-staff ada@desk.example')
    expect(await mailed()).not.toContain('case-opened-staff grace@desk.example')
  })

  test('goes to the next contacts when the first ones bounce', async () => {
    await bounce('tech@contacts.example')
    await open()
    expect(await mailed()).toEqual(['case-opened viewer@clinica.example'])
  })

  test('is refused if nobody can be mailed, or the account is closed or unknown', async () => {
    await bounce('owner@clinica.example')
    await expect(open({ category: 'users' })).rejects.toMatchObject({ code: 'field-unreachable' })
    await expect(open({}, 'nowhere')).rejects.toMatchObject({ code: 'not-found' })
    await store.transact((tx) =>
      tx.update(unguarded(accounts)).set({ closedAt: 1 }).where(eq(accounts.id, setting.account.id)),
    )
    await expect(open()).rejects.toMatchObject({ code: 'account-closed' })
    expect(await store.read.$count(cases)).toBe(0)
  })

  test('is opened once when the form comes twice', async () => {
    const given = newCase()
    expect([await open(given), await open(given)]).toEqual([1, 1])
    expect(await mailed()).toHaveLength(1)
  })

  test('continues with the contacts until a member answers, and then with the member', async () => {
    await open()
    await reply('Have you seen it?')
    expect((await mailed()).slice(1)).toEqual(['case-update tech@contacts.example'])
    const viewer = await grantAccount(store.read, actorOf(setting.viewer), { slug: 'clinica' }, 'viewer')
    await answerCase(store, viewer, { key: newId(), number: 1, text: 'Now, yes.' })
    await reply('Thank you.')
    expect((await mailed()).slice(2)).toEqual([
      'case-update grace@desk.example',
      'case-update viewer@clinica.example',
    ])
  })
})

import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import { buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { testCommands } from '#/tests/command-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { answerCase, openCase } from './commands.ts'
import type { NewCase } from './form.ts'
import { assignCase, replyToCase, writeNote } from './staff-commands.ts'

type Setting = Awaited<ReturnType<typeof arrange>>
let store: Store
let setting: Setting
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

/** A locked account with an owner and a viewer, another account, and one of the staff. */
const arrange = () =>
  scenario(
    store,
    {
      account: { slug: 'clinica', people: { owner: { role: 'owner', locale: 'en' }, viewer: 'viewer' } },
      other: { slug: 'trattoria', people: { stranger: 'owner' } },
    },
    { grace: 'support' },
  )

function grantTo(user: Setting['owner'], slug = 'clinica') {
  return grantAccount(store.read, actorOf(user), { slug }, 'viewer')
}

function newCase(given: Partial<NewCase> = {}): NewCase {
  return {
    key: newId(),
    category: 'integration',
    situation: null,
    subject: 'Feed is late',
    text: 'Since Monday.\nWhy?',
    environment: 'production',
    follows: null,
    ...given,
  }
}

const said = { key: newId(), number: 1, text: 'And?' }
const ofElena = (tx: Writer, { account, elena }: { account: { id: string }; elena: { id: string } }) =>
  buildCase(tx, { accountId: account.id, openedBy: elena.id })

describe('a command', () => {
  testCommands({
    'an urgent case': {
      right: 'viewer',
      change: (store, { owner }) =>
        openCase(store, owner, newCase({ category: 'urgent', situation: 'integration-down' })),
      entries: ['case.opened'],
      mails: ['case-opened-staff ada@desk.example'],
    },
    'an answer': {
      right: 'viewer',
      prepare: ofElena,
      change: (store, { owner }) => answerCase(store, owner, said),
      entries: ['case.answered'],
    },
    'a reply that closes the case': {
      right: 'support',
      prepare: ofElena,
      change: (store, { admin }) => replyToCase(store, admin, { ...said, intent: 'close' }),
      entries: ['case.closed'],
      mails: ['case-update elena@levante.example'],
    },
    'a note': {
      right: 'support',
      prepare: ofElena,
      change: (store, { admin }) => writeNote(store, admin, { ...said, note: 'Odd.' }),
      entries: ['case.noted'],
    },
    'a case assigned to oneself': {
      right: 'support',
      prepare: ofElena,
      change: (store, { admin }) =>
        assignCase(store, admin, { number: 1, to: admin.actor.user.id, from: null }),
      entries: ['case.assigned'],
    },
  })
})

describe('opening a case', () => {
  test('stores the message of a locked account’s viewer and mails nobody', async () => {
    const number = await openCase(store, await grantTo(setting.viewer), newCase({ environment: 'sandbox' }))
    expect(number).toBe(1)
    const [opened] = await store.read.select().from(cases)
    expect(opened).toMatchObject({
      number: 1,
      accountId: setting.account.id,
      category: 'integration',
      situation: null,
      subject: 'Feed is late',
      environment: 'sandbox',
      status: 'open',
      followsId: null,
      openedBy: setting.viewer.id,
    })
    const [said] = await store.read.select().from(caseMessages)
    expect(said).toMatchObject({ caseId: opened?.id, text: 'Since Monday.\nWhy?', fromStaff: false })
    const audits = await store.read.select().from(auditEntries)
    expect(audits).toMatchObject([
      { action: 'case.opened', actorId: setting.viewer.id, subjectId: opened?.id },
    ])
    expect(await store.read.$count(outbox)).toBe(0)
  })

  test('mails an urgent case to staff, with its situation', async () => {
    const input = newCase({ category: 'urgent', situation: 'integration-down' })
    await openCase(store, await grantTo(setting.owner), input)
    const data = { number: 1, situation: 'integration-down', text: 'Since Monday.\nWhy?' }
    expect(await store.read.select().from(outbox)).toMatchObject([{ recipient: 'grace@desk.example', data }])
  })

  test('counts numbers up in the installation, also for many at once', async () => {
    const grants = [await grantTo(setting.owner), await grantTo(setting.stranger, 'trattoria')]
    const numbers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => openCase(store, grants[index % 2] ?? raise(), newCase())),
    )
    expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  })

  test('opens one case when the same form comes twice', async () => {
    const grant = await grantTo(setting.owner)
    const input = newCase()
    expect([await openCase(store, grant, input), await openCase(store, grant, input)]).toEqual([1, 1])
    expect(await store.read.$count(cases)).toBe(1)
  })

  test('opens another case when other words use the key', async () => {
    const grant = await grantTo(setting.owner)
    const key = newId()
    await openCase(store, grant, newCase({ key }))
    expect(await openCase(store, grant, newCase({ key, text: 'Something else.' }))).toBe(2)
  })
})

describe('a follow-up', () => {
  function build(given: Partial<Parameters<typeof buildCase>[1]> = {}) {
    return store.transact((tx) =>
      buildCase(tx, {
        accountId: setting.account.id,
        openedBy: setting.owner.id,
        status: 'closed',
        ...given,
      }),
    )
  }

  test('is linked to the closed case', async () => {
    const closed = await build()
    const number = await openCase(store, await grantTo(setting.viewer), newCase({ follows: closed.number }))
    const [opened] = await store.read.select().from(cases).where(eq(cases.number, number))
    expect(opened?.followsId).toBe(closed.id)
  })

  test.each([
    ['an open case', () => ({ status: 'open' as const }), 'case-open'],
    ['an unknown case', () => ({ number: 7 }), 'not-found'],
    ['another account’s case', () => ({ accountId: setting.other.id }), 'not-found'],
  ])('of %s is refused', async (_, given, code) => {
    await build(given())
    const opening = openCase(store, await grantTo(setting.owner), newCase({ follows: 1 }))
    await expect(opening).rejects.toMatchObject({ code })
    expect(await store.read.$count(cases)).toBe(1)
  })
})

describe('answering', () => {
  const answer = (given: Partial<{ key: string; number: number; text: string }> = {}) => ({
    key: newId(),
    number: 1,
    text: 'Still so.',
    ...given,
  })

  function build(given: Partial<Parameters<typeof buildCase>[1]> = {}) {
    const { account, owner, grace } = setting
    return store.transact((tx) =>
      buildCase(tx, {
        accountId: account.id,
        openedBy: owner.id,
        messages: [
          { authorId: owner.id, text: 'Help', at: 1000 },
          { authorId: grace.id, text: 'Yes?', fromStaff: true, at: 2000 },
        ],
        ...given,
      }),
    )
  }

  test('mails each participant their own link, whatever the author’s role', async () => {
    const built = await build()
    await answerCase(store, await grantTo(setting.viewer), answer())
    const [now] = await store.read.select().from(cases)
    expect(now?.updatedAt).toBeGreaterThan(built.updatedAt)
    const mails = await store.read.select().from(outbox)
    expect(mails.map(({ template, recipient }) => [template, recipient]).sort()).toEqual(
      [
        ['case-update', 'grace@desk.example'],
        ['case-update', setting.owner.email],
      ].sort(),
    )
    const links = mails.map(({ data }) => new URL(String(data.link)).pathname).sort()
    expect(links).toEqual(['/accounts/clinica/support/1', '/admin/cases/1'])
  })

  test('does not mail the author, nor former staff', async () => {
    const outsider = await store.transact((tx) => buildUser(tx))
    const { owner } = setting
    await build({
      messages: [
        { authorId: owner.id, text: 'Help' },
        { authorId: outsider.id, text: 'Yes?', fromStaff: true },
      ],
    })
    await answerCase(store, await grantTo(owner), answer())
    expect(await store.read.$count(outbox)).toBe(0)
  })

  test('writes once when the same form comes twice', async () => {
    await build()
    const grant = await grantTo(setting.owner)
    const said = answer()
    await answerCase(store, grant, said)
    await answerCase(store, grant, said)
    expect(await store.read.$count(caseMessages)).toBe(3)
    expect(await store.read.$count(outbox)).toBe(1)
  })

  test('refuses a closed case', async () => {
    await build({ status: 'closed' })
    const answering = answerCase(store, await grantTo(setting.owner), answer())
    await expect(answering).rejects.toMatchObject({ code: 'case-closed' })
    expect(await store.read.$count(caseMessages)).toBe(2)
  })

  test('does not find another account’s case', async () => {
    await build()
    const answering = answerCase(store, await grantTo(setting.stranger, 'trattoria'), answer())
    await expect(answering).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.read.$count(caseMessages)).toBe(2)
  })
})

function raise(): never {
  throw new Error('No grant.')
}

import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import type { SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { testCommands } from '#/tests/command-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { answerCase, openCase } from './commands.ts'
import type { CaseAnswer, NewCase } from './form.ts'
import { assignCase, replyToCase, writeNote } from './staff-commands.ts'

const store = perTest(openTestStore)
/** A locked account with an owner and a viewer, another account, and one of the staff. */
const setting = perTest(() =>
  scenario(
    store,
    {
      account: { slug: 'clinica', people: { owner: { role: 'owner', locale: 'en' }, viewer: 'viewer' } },
      other: { slug: 'trattoria', people: { stranger: 'owner' } },
    },
    { grace: 'support' },
  ),
)

const grantTo = (user: SeededUser, slug = 'clinica') =>
  grantAccount(store.read, actorOf(user), { slug }, 'viewer')
const build = (given: Partial<Parameters<typeof buildCase>[1]> = {}) =>
  store.transact((tx) =>
    buildCase(tx, { accountId: setting.account.id, openedBy: setting.owner.id, ...given }),
  )

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

const reply = { key: newId(), number: 1, text: 'And?' }
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
      change: (store, { owner }) => answerCase(store, owner, reply),
      entries: ['case.answered'],
    },
    'a case closed by a member': {
      right: 'viewer',
      prepare: ofElena,
      change: (store, { owner }) => answerCase(store, owner, { ...reply, text: '', intent: 'close' }),
      entries: ['case.closed'],
    },
    'a reply that closes the case': {
      right: 'support',
      prepare: ofElena,
      change: (store, { admin }) => replyToCase(store, admin, { ...reply, intent: 'close' }),
      entries: ['case.closed'],
      mails: ['case-update elena@levante.example'],
    },
    'a note': {
      right: 'support',
      prepare: ofElena,
      change: (store, { admin }) => writeNote(store, admin, { ...reply, note: 'Odd.' }),
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
    const { account, viewer } = setting
    expect(await openCase(store, await grantTo(viewer), newCase({ environment: 'sandbox' }))).toBe(1)
    const [opened] = await store.read.select().from(cases)
    const facts = { number: 1, accountId: account.id, openedBy: viewer.id, environment: 'sandbox' }
    expect(opened).toMatchObject({ ...facts, status: 'open', situation: null, followsId: null })
    expect(await store.read.select().from(caseMessages)).toMatchObject([
      { caseId: opened?.id, text: 'Since Monday.\nWhy?', fromStaff: false },
    ])
    const after = { number: 1, category: 'integration' }
    const entry = { accountId: account.id, subjectId: opened?.id, after }
    expect(await store.read.select().from(auditEntries)).toMatchObject([entry])
    expect(await store.read.$count(outbox)).toBe(0)
  })

  test('mails an urgent case to staff, with its situation', async () => {
    const input = newCase({ category: 'urgent', situation: 'integration-down' })
    await openCase(store, await grantTo(setting.owner), input)
    const data = { number: 1, situation: 'integration-down', text: 'Since Monday.\nWhy?' }
    expect(await store.read.select().from(outbox)).toMatchObject([{ recipient: 'grace@desk.example', data }])
  })

  test('numbers cases consecutively, even when many are opened at once', async () => {
    const grants = [await grantTo(setting.owner), await grantTo(setting.stranger, 'trattoria')]
    const six = [1, 2, 3, 4, 5, 6]
    const opening = six.flatMap(() => grants.map((grant) => openCase(store, grant, newCase())))
    const numbers = (await Promise.all(opening)).sort((one, other) => one - other)
    expect(numbers).toEqual([...six, 7, 8, 9, 10, 11, 12])
  })

  test('opens one case when the same form is sent twice, and another if its text differs', async () => {
    const grant = await grantTo(setting.owner)
    const input = newCase()
    const open = (given = {}) => openCase(store, grant, { ...input, ...given })
    expect([await open(), await open(), await open({ text: 'Something else.' })]).toEqual([1, 1, 2])
    expect(await store.read.$count(cases)).toBe(2)
  })

  test('opens another case when another person sends the same key and text', async () => {
    const input = newCase()
    const ours = await openCase(store, await grantTo(setting.owner), input)
    const theirs = await openCase(store, await grantTo(setting.stranger, 'trattoria'), input)
    expect([ours, theirs]).toEqual([1, 2])
  })

  test('links a follow-up to the closed case', async () => {
    const closed = await build({ status: 'closed' })
    const number = await openCase(store, await grantTo(setting.viewer), newCase({ follows: closed.number }))
    const [opened] = await store.read.select().from(cases).where(eq(cases.number, number))
    expect(opened?.followsId).toBe(closed.id)
  })

  test.each([
    ['an open case', () => ({ status: 'open' as const }), 'case-open'],
    ['an unknown case', () => ({ number: 7 }), 'not-found'],
    ['another account’s case', () => ({ accountId: setting.other.id }), 'not-found'],
  ])('refuses a follow-up of %s', async (_, given, code) => {
    await build({ status: 'closed', ...given() })
    const opening = openCase(store, await grantTo(setting.owner), newCase({ follows: 1 }))
    await expect(opening).rejects.toMatchObject({ code })
    expect(await store.read.$count(cases)).toBe(1)
  })
})

describe('answering', () => {
  const answer = () => ({ key: newId(), number: 1, text: 'Still so.' })
  const buildTalk = () =>
    build({
      messages: [
        { authorId: setting.owner.id, text: 'Help', at: 1000 },
        { authorId: setting.grace.id, text: 'Yes?', fromStaff: true, at: 2000 },
      ],
    })

  test('mails each participant their own link, whatever the author’s role', async () => {
    const built = await buildTalk()
    await answerCase(store, await grantTo(setting.viewer), answer())
    const [now] = await store.read.select().from(cases)
    expect(now?.updatedAt).toBeGreaterThan(built.updatedAt)
    const mails = await store.read.select().from(outbox).orderBy(outbox.recipient)
    const links = mails.map(({ data }) => new URL(String(data.link)).pathname)
    expect(mails.map(({ recipient }, index) => [recipient, links[index]])).toEqual([
      ['grace@desk.example', '/admin/cases/1'],
      [setting.owner.email, '/accounts/clinica/support/1'],
    ])
  })

  test('writes once when the same form comes twice', async () => {
    await buildTalk()
    const grant = await grantTo(setting.owner)
    const said = answer()
    await answerCase(store, grant, said)
    await answerCase(store, grant, said)
    expect([await store.read.$count(caseMessages), await store.read.$count(outbox)]).toEqual([3, 1])
  })

  test('refuses a closed case, and does not find another account’s', async () => {
    await build({ status: 'closed' })
    const toClosed = answerCase(store, await grantTo(setting.owner), answer())
    await expect(toClosed).rejects.toMatchObject({ code: 'case-closed' })
    const toOther = answerCase(store, await grantTo(setting.stranger, 'trattoria'), answer())
    await expect(toOther).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.read.$count(caseMessages)).toBe(1)
  })
})

describe('closing', () => {
  const close = (given: Partial<CaseAnswer> = {}): CaseAnswer => ({
    key: newId(),
    number: 1,
    text: '',
    intent: 'close',
    ...given,
  })
  const buildTalk = (first: 'owner' | 'grace') => {
    const wrote = (name: 'owner' | 'grace', at: number) => ({
      authorId: setting[name].id,
      text: 'Hello',
      fromStaff: name === 'grace',
      at,
    })
    return build({ messages: [wrote(first, 1000), wrote(first === 'owner' ? 'grace' : 'owner', 2000)] })
  }

  test('by any member ends the case, and mails the last message to the participants', async () => {
    await buildTalk('owner')
    await answerCase(store, await grantTo(setting.viewer), close({ text: 'It works again.' }))
    expect(await store.read.select().from(cases)).toMatchObject([
      { status: 'closed', closedBy: setting.viewer.id, closedAt: expect.any(Number) },
    ])
    const texts = (await store.read.select().from(caseMessages)).map(({ text }) => text)
    expect(texts).toEqual(['Hello', 'Hello', 'It works again.'])
    const mails = await store.read.select().from(outbox).orderBy(outbox.recipient)
    const told = { closed: true, fromStaff: false, text: 'It works again.' }
    expect(mails.map(({ recipient, data }) => [recipient, data])).toEqual([
      ['grace@desk.example', expect.objectContaining({ ...told, toStaff: true })],
      [setting.owner.email, expect.objectContaining(told)],
    ])
    const entries = await store.read.select().from(auditEntries)
    expect(entries).toMatchObject([{ action: 'case.closed', actorId: setting.viewer.id }])
  })

  test('twice closes once, and a later answer is refused', async () => {
    await buildTalk('owner')
    const grant = await grantTo(setting.owner)
    await answerCase(store, grant, close())
    await answerCase(store, grant, close())
    expect([await store.read.$count(outbox), await store.read.$count(auditEntries)]).toEqual([1, 1])
    const late = answerCase(store, await grantTo(setting.viewer), close({ intent: 'reply', text: 'More.' }))
    await expect(late).rejects.toMatchObject({ code: 'case-closed' })
  })

  test('is refused for a case that staff opened, and for another account’s', async () => {
    await buildTalk('grace')
    const ofStaff = answerCase(store, await grantTo(setting.owner), close())
    await expect(ofStaff).rejects.toMatchObject({ code: 'forbidden' })
    const ofOther = answerCase(store, await grantTo(setting.stranger, 'trattoria'), close())
    await expect(ofOther).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.read.select().from(cases)).toMatchObject([{ status: 'open' }])
  })
})

import { globSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { answerCase, openCase } from './commands.ts'
import type { StaffAnswer } from './form.ts'
import { findCaseForStaff, findCaseOf, listCases } from './queries.ts'
import { assignCase, replyToCase, writeNote } from './staff-commands.ts'

const store = perTest(openTestStore)
/** An open case, and two of the staff; Grace is also a member of the account. */
const setting = perTest(async () => {
  const people = await scenario(
    store,
    { account: { slug: 'clinica', name: 'Clinica', people: { owner: 'owner', grace: 'viewer' } } },
    { ada: 'support' },
  )
  const { account, owner, grace } = people
  const built = await store.transact(async (tx) => {
    await tx.insert(staff).values({ userId: grace.id, role: 'support', createdAt: 1 })
    return buildCase(tx, { accountId: account.id, openedBy: owner.id, openedAt: 1000 })
  })
  return { ...people, built }
})

type Person = 'grace' | 'ada'
const grantOf = (person: Person = 'grace') => grantStaff(actorOf(setting[person], 'support'), 'support')
const answer = (given: Partial<StaffAnswer> = {}): StaffAnswer => ({
  key: newId(),
  number: 1,
  text: 'Look at the feed.',
  intent: 'reply',
  ...given,
})
const give = (by: Person, to: Person | null, from: Person | null = null) =>
  assignCase(store, grantOf(by), { number: 1, to: to && setting[to].id, from: from && setting[from].id })
const readCase = async () => (await store.read.select().from(cases))[0]
const mails = () => store.read.select().from(outbox)
const dismiss = (person: Person) =>
  store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting[person].id)))

describe('a reply', () => {
  test('goes by mail to the person who opened the case', async () => {
    await replyToCase(store, grantOf(), answer())
    expect(await readCase()).toMatchObject({ status: 'open', closedAt: null })
    expect((await readCase())?.updatedAt).toBeGreaterThan(1000)
    const said = await store.read.select().from(caseMessages).where(eq(caseMessages.fromStaff, true))
    expect(said).toMatchObject([{ authorId: setting.grace.id, text: 'Look at the feed.' }])
    const data = { fromStaff: true, closed: false, text: 'Look at the feed.' }
    expect(await mails()).toMatchObject([{ recipient: setting.owner.email, locale: 'it', data }])
  })

  test('closes with or without text, and a second press changes nothing', async () => {
    await replyToCase(store, grantOf(), answer({ intent: 'close', text: '' }))
    await replyToCase(store, grantOf(), answer({ intent: 'close', text: '' }))
    expect(await readCase()).toMatchObject({ status: 'closed', closedBy: setting.grace.id })
    expect(await store.read.$count(caseMessages)).toBe(1)
    expect(await mails()).toMatchObject([{ data: { closed: true, text: '' } }])
    expect(await store.read.$count(auditEntries)).toBe(1)
  })

  test('is written once when the form comes twice', async () => {
    const said = answer()
    await replyToCase(store, grantOf(), said)
    await replyToCase(store, grantOf(), said)
    expect(await store.read.$count(caseMessages)).toBe(2)
  })

  test('of two who close at once, one is refused', async () => {
    const outcomes = await Promise.allSettled([
      replyToCase(store, grantOf('grace'), answer({ intent: 'close' })),
      replyToCase(store, grantOf('ada'), answer({ intent: 'close' })),
    ])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'case-closed-meanwhile' } }])
    expect(await store.read.$count(caseMessages)).toBe(2)
    expect(await mails()).toHaveLength(1)
  })

  test('to an unknown case is refused', async () => {
    const replying = replyToCase(store, grantOf(), answer({ number: 2 }))
    await expect(replying).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('assigning a case', () => {
  test('to oneself mails nobody, and is no update', async () => {
    await give('grace', 'grace')
    expect(await readCase()).toEqual({ ...setting.built, assigneeId: setting.grace.id })
    expect(await mails()).toEqual([])
  })

  test('to a colleague mails them once', async () => {
    await give('grace', 'ada')
    await give('grace', 'ada')
    const data = { number: 1, accountName: 'Clinica', authorName: 'Grace' }
    expect(await mails()).toMatchObject([{ template: 'case-assigned', recipient: setting.ada.email, data }])
    await give('grace', null, 'ada')
    expect((await readCase())?.assigneeId).toBeNull()
    expect(await mails()).toHaveLength(1)
  })

  test('is refused when the assignee has changed since', async () => {
    await give('ada', 'ada')
    await expect(give('grace', 'grace')).rejects.toMatchObject({ code: 'case-reassigned' })
    expect((await readCase())?.assigneeId).toBe(setting.ada.id)
  })

  test('goes only to staff, and only while the case is open', async () => {
    const toOwner = assignCase(store, grantOf('grace'), { number: 1, to: setting.owner.id, from: null })
    await expect(toOwner).rejects.toMatchObject({ code: 'not-staff' })
    await dismiss('ada')
    await expect(give('grace', 'ada')).rejects.toMatchObject({ code: 'not-staff' })
    await replyToCase(store, grantOf('grace'), answer({ text: '', intent: 'close' }))
    await expect(give('grace', 'grace')).rejects.toMatchObject({ code: 'case-closed-meanwhile' })
    expect((await readCase())?.assigneeId).toBeNull()
  })

  test('sends the assignee updates while they are staff', async () => {
    await give('ada', 'ada')
    const owner = await memberOf('owner')
    await answerCase(store, owner, { key: newId(), number: 1, text: 'Hello?' })
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([setting.ada.email])
    await dismiss('ada')
    await answerCase(store, owner, { key: newId(), number: 1, text: 'Anybody?' })
    expect(await mails()).toHaveLength(1)
  })
})

const secret = 'They never read their mail.'
const memberOf = (person: 'owner' | 'grace') =>
  grantAccount(store.read, actorOf(setting[person]), { slug: 'clinica' }, 'viewer')
const note = (by: Person = 'ada', key = newId()) =>
  writeNote(store, grantOf(by), { key, number: 1, note: secret })

test('a note is stored for staff, also of a closed case, is no update, and mails nobody', async () => {
  const key = newId()
  await note('ada', key)
  await note('ada', key)
  expect(await store.read.select().from(cases)).toEqual([setting.built])
  expect(await store.read.$count(outbox)).toBe(0)
  expect((await findCaseForStaff(store.read, grantOf('grace'), 1))?.messages).toMatchObject([
    { internal: false },
    { internal: true, text: secret },
  ])
  const about = { accountId: setting.account.id, subjectId: setting.built.id }
  expect(await store.read.select().from(auditEntries)).toMatchObject([{ action: 'case.noted', ...about }])
  await replyToCase(store, grantOf('ada'), answer({ text: '', intent: 'close' }))
  await note()
  expect(await store.read.$count(caseMessages, eq(caseMessages.internal, true))).toBe(2)
})

test('no partner sees or gets a note, not even one who is also staff', async () => {
  await note('ada')
  await note('grace')
  const grace = await memberOf('grace')
  for (const grant of [await memberOf('owner'), grace]) {
    const shown = [await listCases(store.read, grant, null), await findCaseOf(store.read, grant, 1)]
    expect(JSON.stringify(shown)).not.toContain(secret)
    expect(JSON.stringify(shown)).not.toContain(setting.ada.name)
  }
  await answerCase(store, await memberOf('owner'), { key: newId(), number: 1, text: 'Any news?' })
  // The writers of notes are no participants, so nobody gets this answer.
  expect(await store.read.$count(outbox)).toBe(0)
  await replyToCase(store, grantOf('ada'), answer({ intent: 'close' }))
  const follow = {
    key: newId(),
    follows: 1,
    subject: 'Again',
    text: 'Again.',
    environment: 'production',
  } as const
  await openCase(store, grace, { ...follow, category: 'urgent', situation: 'integration-down' })
  const told = await mails()
  expect(told.map(({ template }) => template).sort()).toEqual(['case-opened-staff', 'case-update'])
  expect(JSON.stringify(told)).not.toContain(secret)
})

test('the same words are stored as a note and as an answer, also under one key', async () => {
  const key = newId()
  await note('grace', key)
  await answerCase(store, await memberOf('grace'), { key, number: 1, text: secret })
  const kept = await store.read.select().from(caseMessages).where(eq(caseMessages.text, secret))
  expect(kept.map(({ internal }) => internal).sort()).toEqual([false, true])
})

test('only functions that distinguish notes read messages', () => {
  const files = globSync(['app/**/*.ts*', 'bin/**/*.ts', 'components/**/*.ts*', 'lib/**/*.ts'])
  const reading = files.filter(
    (file) =>
      !/\.test\.|^seed\//.test(file) && /\b(caseMessages|case_messages)\b/.test(readFileSync(file, 'utf8')),
  )
  const allowed = [
    'lib/cases/queries.ts',
    'lib/cases/queue.ts',
    'lib/cases/search-cases.ts',
    'lib/cases/updates.ts',
    'lib/privacy/personal-data/data-rules.ts',
  ]
  expect(reading.sort()).toEqual(allowed)
})

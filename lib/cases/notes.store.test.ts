import { globSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { answerCase, openCase } from './commands.ts'
import { findCaseForStaff, findCaseOf, listCases } from './queries.ts'
import { replyToCase, writeNote } from './staff-commands.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

/** A case, and two of the staff; Grace is also a member of the account. */
async function arrange() {
  const people = await scenario(
    store,
    { account: { slug: 'clinica', people: { owner: 'owner', grace: 'viewer' } } },
    { ada: 'support' },
  )
  const { account, owner, grace } = people
  const built = await store.transact(async (tx) => {
    await tx.insert(staff).values({ userId: grace.id, role: 'support', createdAt: 1 })
    return buildCase(tx, { accountId: account.id, openedBy: owner.id, openedAt: 1000 })
  })
  return { ...people, built }
}

const secret = 'They never read their mail.'
const grantOf = (person: 'ada' | 'grace') => grantStaff(actorOf(setting[person], 'support'), 'support')
const memberOf = (person: 'owner' | 'grace') =>
  grantAccount(store.read, actorOf(setting[person]), { slug: 'clinica' }, 'viewer')
const note = (by: 'ada' | 'grace' = 'ada', key = newId(), opened = store) =>
  writeNote(opened, grantOf(by), { key, number: 1, note: secret })

test('a note is stored for staff, is no update, and mails nobody', async () => {
  const key = newId()
  await note('ada', key)
  await note('ada', key)
  expect(await store.read.select().from(cases)).toEqual([setting.built])
  expect(await store.read.$count(outbox)).toBe(0)
  expect((await findCaseForStaff(store.read, grantOf('grace'), 1))?.messages).toMatchObject([
    { internal: false },
    { internal: true, text: secret },
  ])
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'case.noted', actorId: setting.ada.id, subjectId: setting.built.id },
  ])
})

test('a closed case takes notes', async () => {
  await replyToCase(store, grantOf('ada'), { key: newId(), number: 1, text: '', intent: 'close' })
  await note()
  expect(await store.read.$count(caseMessages, eq(caseMessages.internal, true))).toBe(1)
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
  await replyToCase(store, grantOf('ada'), { key: newId(), number: 1, text: 'Not yet.', intent: 'close' })
  const follow = {
    category: 'urgent',
    situation: 'integration-down',
    subject: 'Again',
    text: 'Again.',
  } as const
  await openCase(store, grace, { ...follow, key: newId(), environment: 'production', follows: 1 })
  const mails = await store.read.select().from(outbox)
  expect(mails.map(({ template }) => template)).toContain('case-update')
  expect(mails.map(({ template }) => template)).toContain('case-opened-staff')
  expect(JSON.stringify(mails)).not.toContain(secret)
})

test('the same words are stored as a note and as an answer, also under one key', async () => {
  const key = newId()
  await note('grace', key)
  await answerCase(store, await memberOf('grace'), { key, number: 1, text: secret })
  const kept = await store.read.select().from(caseMessages).where(eq(caseMessages.text, secret))
  expect(kept.map(({ internal }) => internal).sort()).toEqual([false, true])
})

test('only functions that tell notes apart read messages', () => {
  const files = globSync(['app/**/*.ts*', 'bin/**/*.ts', 'components/**/*.ts*', 'lib/**/*.ts'])
  const reading = files.filter(
    (file) =>
      !/\.test\.|^seed\//.test(file) && /\b(caseMessages|case_messages)\b/.test(readFileSync(file, 'utf8')),
  )
  const allowed = [
    'lib/cases/queries.ts',
    'lib/cases/queue.ts',
    'lib/cases/updates.ts',
    'lib/privacy/personal-data/data-rules.ts',
    'lib/privacy/personal-data/kinds.ts',
  ]
  expect(reading.sort()).toEqual(allowed)
})

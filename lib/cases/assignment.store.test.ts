import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { assignCase } from './assignment.ts'
import { answerCase } from './commands.ts'
import { replyToCase } from './staff-commands.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

async function arrange() {
  const people = await scenario(
    store,
    { account: { slug: 'clinica', name: 'Clinica', people: { owner: 'owner' } } },
    { grace: 'support', ada: 'support' },
  )
  const { account, owner } = people
  const built = await store.transact((tx) =>
    buildCase(tx, { accountId: account.id, openedBy: owner.id, openedAt: 1000 }),
  )
  return { ...people, built }
}

type Person = 'grace' | 'ada'
const grantOf = (person: Person) => grantStaff(actorOf(setting[person], 'support'), 'support')
const give = (by: Person, to: Person | null, from: Person | null = null, opened = store) =>
  assignCase(opened, grantOf(by), {
    number: 1,
    to: to && setting[to].id,
    from: from && setting[from].id,
  })
const assigneeId = async () => (await store.read.select().from(cases))[0]?.assigneeId
const mails = () => store.read.select().from(outbox)

test('taking a case mails nobody, and is no update for the partner', async () => {
  await give('grace', 'grace')
  expect(await store.read.select().from(cases)).toEqual([{ ...setting.built, assigneeId: setting.grace.id }])
  expect(await mails()).toEqual([])
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    {
      action: 'case.assigned',
      actorId: setting.grace.id,
      accountId: setting.account.id,
      subjectId: setting.built.id,
      before: { assigneeId: null },
      after: { assigneeId: setting.grace.id },
    },
  ])
})

test('who is given a case by a colleague is mailed, once', async () => {
  await give('grace', 'ada')
  await give('grace', 'ada')
  expect(await mails()).toMatchObject([
    {
      template: 'case-assigned',
      recipient: setting.ada.email,
      data: { number: 1, accountName: 'Clinica', authorName: 'Grace' },
    },
  ])
  await give('grace', null, 'ada')
  expect(await assigneeId()).toBeNull()
  expect(await mails()).toHaveLength(1)
})

test('of two at once, the second is told and undoes nothing', async () => {
  const outcomes = await Promise.allSettled([give('grace', 'grace'), give('ada', 'ada')])
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'case-reassigned' } }])
  const kept = outcomes[0]?.status === 'fulfilled' ? setting.grace.id : setting.ada.id
  expect(await assigneeId()).toBe(kept)
  expect(await store.read.$count(auditEntries)).toBe(1)
})

test('a case goes to staff only, only while it is open, and only by staff', async () => {
  const toOwner = assignCase(store, grantOf('grace'), { number: 1, to: setting.owner.id, from: null })
  await expect(toOwner).rejects.toMatchObject({ code: 'not-staff' })
  await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.ada.id)))
  await expect(give('grace', 'ada')).rejects.toMatchObject({ code: 'not-staff' })
  await expect(give('ada', 'grace')).rejects.toMatchObject({ code: 'not-found' })
  await replyToCase(store, grantOf('grace'), { key: newId(), number: 1, text: '', intent: 'close' })
  await expect(give('grace', 'grace')).rejects.toMatchObject({ code: 'case-closed-meanwhile' })
  expect(await assigneeId()).toBeNull()
})

test('nothing is kept where the mail cannot be written', async () => {
  await expect(give('grace', 'ada', null, failingOn(store, outbox))).rejects.toThrow('disk full')
  expect(await assigneeId()).toBeNull()
  expect(await store.read.$count(auditEntries)).toBe(0)
})

test('whoever a case is assigned to is told of updates, while they are staff', async () => {
  await give('ada', 'ada')
  const owner = await grantAccount(store.read, actorOf(setting.owner), { slug: 'clinica' }, 'viewer')
  await answerCase(store, owner, { key: newId(), number: 1, text: 'Hello?' })
  expect((await mails()).map(({ recipient }) => recipient)).toEqual([setting.ada.email])
  await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.ada.id)))
  await answerCase(store, owner, { key: newId(), number: 1, text: 'Anybody?' })
  expect(await mails()).toHaveLength(1)
})

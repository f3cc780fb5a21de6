import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildCase } from '#/seed/cases.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import type { StaffAnswer } from './form.ts'
import { replyToCase } from './staff-commands.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

/** An open case and two of the staff. */
async function arrange() {
  const people = await scenario(
    store,
    { account: { slug: 'clinica', people: { owner: 'owner' } } },
    { grace: 'support', ada: 'support' },
  )
  const { account, owner } = people
  const built = await store.transact((tx) =>
    buildCase(tx, { accountId: account.id, openedBy: owner.id, openedAt: 1000 }),
  )
  return { ...people, built }
}

function grantOf(person: 'grace' | 'ada' = 'grace') {
  return grantStaff(actorOf(setting[person], 'support'), 'support')
}

function answer(given: Partial<StaffAnswer> = {}): StaffAnswer {
  return { key: newId(), number: 1, text: 'Look at the feed.', intent: 'reply', ...given }
}

async function readCase() {
  const [found] = await store.read.select().from(cases)
  return found
}

describe('staff', () => {
  test('reply, and whoever opened the case is mailed', async () => {
    await replyToCase(store, grantOf(), answer())
    expect(await readCase()).toMatchObject({ status: 'open', closedAt: null })
    expect((await readCase())?.updatedAt).toBeGreaterThan(1000)
    const said = await store.read.select().from(caseMessages).where(eq(caseMessages.fromStaff, true))
    expect(said).toMatchObject([{ authorId: setting.grace.id, text: 'Look at the feed.' }])
    expect(await store.read.select().from(outbox)).toMatchObject([
      {
        template: 'case-update',
        recipient: setting.owner.email,
        locale: 'it',
        data: { fromStaff: true, closed: false, text: 'Look at the feed.' },
      },
    ])
  })

  test('close with words', async () => {
    await replyToCase(store, grantOf(), answer({ intent: 'close' }))
    expect(await readCase()).toMatchObject({ status: 'closed', closedBy: setting.grace.id })
    expect(await store.read.$count(caseMessages)).toBe(2)
    expect(await store.read.select().from(outbox)).toMatchObject([{ data: { closed: true } }])
  })

  test('close without words, and pressing twice does no harm', async () => {
    await replyToCase(store, grantOf(), answer({ intent: 'close', text: '' }))
    await replyToCase(store, grantOf(), answer({ intent: 'close', text: '' }))
    expect(await store.read.$count(caseMessages)).toBe(1)
    expect(await store.read.select().from(outbox)).toMatchObject([{ data: { closed: true, text: '' } }])
    expect((await store.read.select().from(auditEntries)).map(({ action }) => action)).toEqual([
      'case.closed',
    ])
  })

  test('the same reply sent twice is written once', async () => {
    const said = answer()
    await replyToCase(store, grantOf(), said)
    await replyToCase(store, grantOf(), said)
    expect(await store.read.$count(caseMessages)).toBe(2)
  })

  test('two at once: one closes, the other is told', async () => {
    const outcomes = await Promise.allSettled([
      replyToCase(store, grantOf('grace'), answer({ intent: 'close' })),
      replyToCase(store, grantOf('ada'), answer({ intent: 'close' })),
    ])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'case-closed-meanwhile' } }])
    expect(await store.read.$count(caseMessages)).toBe(2)
    expect(await store.read.$count(outbox)).toBe(1)
  })

  test('find no case that is not there', async () => {
    await expect(replyToCase(store, grantOf(), answer({ number: 2 }))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('who is staff no more replies nothing', async () => {
    await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.grace.id)))
    await expect(replyToCase(store, grantOf(), answer())).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.read.$count(caseMessages)).toBe(1)
  })

  test('nothing is kept where the mail cannot be written', async () => {
    const closing = replyToCase(failingOn(store, outbox), grantOf(), answer({ intent: 'close' }))
    await expect(closing).rejects.toThrow('disk full')
    expect(await readCase()).toEqual(setting.built)
    expect(await store.read.$count(caseMessages)).toBe(1)
  })
})

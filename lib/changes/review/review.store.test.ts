import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { IntegrationState } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import type { SeededUser } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { decideReview, pauseIntegration, requestReview, resumeIntegration } from './commands.ts'
import type { StaffStep } from './policy.ts'
import { countReviews, listReviews, listTakenSteps, reviewsPerPage, stepsPerPage } from './queries.ts'

const store = perTest(openTestStore)
/** A complete account in onboarding, and one of the staff. */
const setting = perTest(() => {
  const people = { editor: { role: 'editor', locale: 'en' }, owner: 'owner' } as const
  const begun = { slug: 'clinica', state: 'onboarding', alerts: ['editor'] } as const
  return scenario(store, { account: { ...begun, people } }, { grace: 'support' })
})

const set = (given: Partial<typeof accounts.$inferInsert>) =>
  store.transact(async (tx) => tx.update(unguarded(accounts)).set(given))
const readAccount = async () => (await store.read.select().from(accounts))[0]
const editorOf = (user: SeededUser = setting.editor) =>
  grantAccount(store.read, actorOf(user), { slug: 'clinica' }, 'editor')

const support = () => staffGrant(setting.grace, 'support')
const decide = async (step: StaffStep, reason = '') => {
  const since = (await readAccount())?.stateChangedAt ?? 0
  return decideReview(store, support(), { slug: 'clinica', step, reason, since })
}

/** Leaves the account incomplete. */
const leaveIncomplete = () =>
  store.transact(async (tx) =>
    tx.delete(unguarded(memberships)).where(eq(memberships.userId, setting.editor.id)),
  )

describe.each([
  ['requesting the review', requestReview, 'onboarding', 'review'],
  ['pausing', pauseIntegration, 'live', 'paused'],
  ['resuming', resumeIntegration, 'paused', 'live'],
] as const)('%s', (_, command, from, to) => {
  test('changes the state once and clears the old reason', async () => {
    await set({ state: from, stateReason: 'Old reason', stateChangedAt: 1000 })
    await command(store, await editorOf())
    const account = await readAccount()
    expect(account).toMatchObject({ state: to, stateReason: '' })
    expect(account?.stateChangedAt).toBeGreaterThan(1000)
    await expect(command(store, await editorOf())).rejects.toThrow('wrong-state')
  })

  test('refuses a review step when the gate closed after the page loaded', async () => {
    await set({ state: from })
    const grant = await editorOf(setting.owner)
    await leaveIncomplete()
    await set({ dueAt: 1 })
    await expect(command(store, grant)).rejects.toThrow('locked')
    expect((await readAccount())?.state).toBe(from)
  })
})

test('refuses a review while a required field is missing', async () => {
  await leaveIncomplete()
  await set({ dueAt: Date.now() + 1_000_000 })
  await expect(requestReview(store, await editorOf(setting.owner))).rejects.toThrow('incomplete-contacts')
})

describe('staff', () => {
  const recipients = async () =>
    (await store.read.select().from(outbox)).map(({ recipient }) => recipient).sort()

  test.each<[StaffStep, IntegrationState, string]>([
    ['approve', 'review', ''],
    ['send-back', 'review', 'Test numbers.'],
    ['disable', 'live', 'Wrong prices.'],
    ['enable', 'disabled', ''],
  ])('who %s store a reason only if the step asks for one', async (step, from, kept) => {
    await set({ state: from })
    await decide(step, kept || 'Not asked for')
    expect((await readAccount())?.stateReason).toBe(kept)
  })

  test('disable with an emergency notice, which enabling resolves', async () => {
    await set({ state: 'live' })
    await decide('disable', 'Wrong prices.')
    const mails = await store.read.select().from(outbox)
    expect(mails.map(({ template, recipient, locale }) => [template, recipient, locale]).sort()).toEqual([
      ['launch-decided', 'editor@clinica.example', 'en'],
      ['launch-decided', 'owner@clinica.example', 'it'],
      ['notice', 'oncall@contacts.example', 'it'],
    ])
    const sent = mails.find(({ template }) => template === 'launch-decided')
    expect(sent?.data).toMatchObject({ decision: 'disabled', reason: 'Wrong prices.' })
    const opened = { topic: 'integration-disabled', category: 'emergency', details: 'Wrong prices.' }
    expect(await store.read.select().from(notices)).toMatchObject([{ ...opened, state: 'open' }])
    await store.transact((tx) => tx.update(outbox).set({ status: 'accepted', dueAt: null }).then())
    await decide('enable')
    const resolved = { state: 'closed', closedHow: 'resolved' }
    expect(await store.read.select().from(notices)).toMatchObject([resolved])
    const resolves = (await store.read.select().from(outbox)).filter(({ part }) => part === 'resolve')
    expect(resolves).toMatchObject([{ template: 'notice-resolved', recipient: 'oncall@contacts.example' }])
  })

  test('send one message to an owner who is also the emergency contact', async () => {
    await set({ state: 'live' })
    const { account, editor } = setting
    const owner = { address: 'Owner@clinica.example', label: '', locale: null }
    const content = completeContacts([editor.id], { 'technical-emergency': [owner] })
    await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: editor.id, content }))
    await decide('disable', 'Wrong prices.')
    expect(await recipients()).toEqual(['Owner@clinica.example', 'editor@clinica.example'])
  })

  test('cannot approve from a page older than the request', async () => {
    await set({ state: 'review' })
    const since = (await readAccount())?.stateChangedAt ?? 0
    await decide('send-back', 'No.')
    await set({ stateChangedAt: since + 1 })
    await requestReview(store, await editorOf())
    await set({ stateChangedAt: since + 2 })
    const approving = decideReview(store, support(), { slug: 'clinica', step: 'approve', reason: '', since })
    await expect(approving).rejects.toThrow('stale')
    expect((await readAccount())?.state).toBe('review')
  })
})

test('a pending review shows its requester and whether the account is complete', async () => {
  expect(await countReviews(store.read, support())).toBe(0)
  await requestReview(store, await editorOf())
  const { reviews, next } = await listReviews(store.read, support(), null)
  expect(reviews).toMatchObject([{ account: { slug: 'clinica' }, requestedBy: 'Editor', missing: [] }])
  expect(next).toBeNull()
  expect(await countReviews(store.read, support())).toBe(1)
  await store.transact((tx) => tx.delete(unguarded(memberships)).then())
  const [incomplete] = (await listReviews(store.read, support(), null)).reviews
  expect(incomplete?.missing).toEqual([{ field: 'alerts', reason: 'left' }])
  await decide('send-back', 'No.')
  expect((await listReviews(store.read, support(), null)).reviews).toEqual([])
})

test('lists reviews longest waiting first, page by page, also with equal times', async () => {
  await store.transact(async (tx) => {
    for (let place = 0; place < reviewsPerPage + 3; place++) {
      const stateChangedAt = 1000 + Math.min(place, reviewsPerPage - 2)
      await buildAccount(tx, { slug: `waiting-${place}`, state: 'review', stateChangedAt })
    }
    await buildAccount(tx, { slug: 'live', state: 'live', stateChangedAt: 1 })
  })
  const first = await listReviews(store.read, support(), null)
  const second = await listReviews(store.read, support(), first.next)
  expect(second.next).toBeNull()
  const all = [...first.reviews, ...second.reviews]
  const slugs = new Set(all.map(({ account }) => account.slug))
  expect([all.length, slugs.size]).toEqual([reviewsPerPage + 3, reviewsPerPage + 3])
  const times = all.map(({ requestedAt }) => requestedAt)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(all[0]?.requestedBy).toBe('')
})

test('lists past steps with actor and reason, newest first, page by page', async () => {
  for (let round = 0; round <= stepsPerPage / 2; round++) {
    await requestReview(store, await editorOf())
    await decide('send-back', `Round ${round}`)
  }
  const first = await listTakenSteps(store.read, support(), setting.account.id, null)
  const second = await listTakenSteps(store.read, support(), setting.account.id, first.next)
  expect(first.steps.slice(0, 2)).toMatchObject([
    { step: 'send-back', state: 'onboarding', by: 'Grace', reason: `Round ${stepsPerPage / 2}` },
    { step: 'request-review', state: 'review', by: 'Editor', reason: '' },
  ])
  expect([first.steps.length, second.steps.length, second.next]).toEqual([stepsPerPage, 2, null])
  expect(new Set([...first.steps, ...second.steps].map(({ id }) => id)).size).toBe(stepsPerPage + 2)
})

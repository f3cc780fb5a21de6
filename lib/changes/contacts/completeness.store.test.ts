import { desc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { type AddressFieldId, type ContactInformation, type FieldId, fieldIds } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { applyDeadline } from '#/lib/changes/gate/deadline.ts'
import { removeMember } from '#/lib/changes/members/commands.ts'
import { missingFields } from '#/lib/contacts/fields/policy.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { discardDraft, saveDraft, submitContacts } from './commands.ts'

const store = perTest(openTestStore)

type Step =
  | { kind: 'save' | 'submit'; environment: 'production' | 'sandbox'; alerts: number[]; without: FieldId[] }
  | { kind: 'discard' }
  | { kind: 'remove' | 'join'; person: number }
  | { kind: 'type'; id: string }
  | { kind: 'wait'; days: number }

const person = fc.integer({ min: 0, max: 2 })
const save: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('save' as const, 'submit' as const, 'submit' as const),
  environment: fc.constantFrom('production' as const, 'production' as const, 'sandbox' as const),
  alerts: fc.uniqueArray(person, { maxLength: 3 }),
  without: fc.uniqueArray(fc.constantFrom(...fieldIds), { maxLength: 1 }),
})
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: save },
  fc.constant<Step>({ kind: 'discard' }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'join' as const), person }) },
  fc.record({
    kind: fc.constant('type' as const),
    id: fc.constantFrom('healthcare-appointments', 'things-to-do', 'local-services'),
  }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
)

/** An account, its owner who does everything, and three members who join and leave. */
async function arrange() {
  const { account, owner, ...others } = await scenario(store, {
    account: { slug: newId(), people: { owner: 'owner', ada: 'viewer', bea: 'viewer', cleo: 'viewer' } },
  })
  return { id: account.id, owner, people: [others.ada, others.bea, others.cleo] }
}

type Setting = Awaited<ReturnType<typeof arrange>>

async function take(setting: Setting, step: Step): Promise<void> {
  const { id, owner, people } = setting
  const grant = await grantAccount(store.read, actorOf(owner), { id }, 'owner')
  const version = grant.account.contactsVersion
  const idOf = (index: number) => people[index]?.id ?? ''
  const isMember = (index: number) => grant.members.some(({ userId }) => userId === idOf(index))
  if (step.kind === 'save' || step.kind === 'submit') {
    const alerts = step.environment === 'sandbox' ? [] : step.alerts.filter(isMember).map(idOf)
    const values = toFormValues({ ...completeContacts(alerts), ...blank(step.without) })
    const save = { version, environment: step.environment, values }
    await (step.kind === 'save' ? saveDraft : submitContacts)(store, grant, save)
  } else if (step.kind === 'discard') {
    await discardDraft(store, grant, version)
  } else if (step.kind === 'remove' && isMember(step.person)) {
    await removeMember(store, grant, { userId: idOf(step.person), asked: true })
  } else if (step.kind === 'join' && !isMember(step.person)) {
    const member = { accountId: id, userId: idOf(step.person), role: 'viewer' as const }
    await store.transact((tx) => buildMember(tx, member))
  } else if (step.kind === 'type') {
    await store.transact(async (tx) => {
      await tx.update(unguarded(accounts)).set({ integrationTypeId: step.id }).where(eq(accounts.id, id))
      await applyDeadline(tx, await assertAccount(tx, { id }))
    })
  } else if (step.kind === 'wait') {
    moveClock(now() - Date.now() + step.days * day)
  }
}

function blank(fields: FieldId[]): Partial<ContactInformation> {
  const lists = fields.filter((field): field is AddressFieldId => field !== 'brand-support')
  return {
    ...Object.fromEntries(lists.map((field) => [field, []])),
    ...(fields.includes('brand-support') && { 'brand-support': null }),
  }
}

/** Compares the account with what its rows say. */
async function expectTruth(id: string): Promise<void> {
  const loaded = await assertAccount(store.read, { id })
  const [last] = await store.read
    .select()
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, id))
    .orderBy(desc(contactRevisions.version))
  const members = await store.read.select().from(memberships).where(eq(memberships.accountId, id))
  const memberIds = members.map(({ userId }) => userId)
  const { merchantIssues } = loaded.integrationType
  const missing = missingFields({ info: last?.content ?? null, merchantIssues, memberIds })
  expect(loaded.missing).toEqual(missing)
  expect(loaded.contacts).toEqual(last?.content ?? null)
  expect((last?.content.alerts ?? []).filter((userId) => !memberIds.includes(userId))).toEqual([])

  const { firstCompleteAt, dueAt, dueReminderAt } = loaded.account
  if (missing.length === 0) expect(firstCompleteAt).not.toBeNull()
  expect(dueAt !== null).toBe(firstCompleteAt !== null && missing.length > 0)
  if (dueAt === null) expect(dueReminderAt).toBeNull()
  expect(loaded.locked).toBe(firstCompleteAt === null || (dueAt !== null && dueAt <= now()))
}

test('completeness and the deadline follow from the last revision after any steps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
      moveClock(0)
      const setting = await arrange()
      for (const step of steps) {
        await take(setting, step)
        await expectTruth(setting.id)
      }
    }),
    { numRuns: 40 },
  )
})

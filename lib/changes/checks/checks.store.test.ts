import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { saveDraft, submitContacts } from '#/lib/changes/contacts/commands.ts'
import { leaveAccount } from '#/lib/changes/members/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts, type SeededAccount } from '#/seed/accounts.ts'
import { buildMark } from '#/seed/notices.ts'
import { buildSession, buildStaff } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { scheduleChecks, sendDueChecks } from './ask.ts'
import { confirmCheckByMail, findCheckLink } from './check-link.ts'
import { confirmCheck } from './commands.ts'
import { findLastCheck, findPendingCheck } from './queries.ts'

const store = perTest(openTestStore)

/** A complete account whose check is due now. Giulia is the owner, Marco an editor and its alert contact, Sara a viewer. */
async function buildDueAccount(slug = 'levante', given: Partial<SeededAccount> = {}) {
  const at = now()
  const createdAt = at - 200 * day
  const lastSeenAt = at - day
  const people = {
    giulia: { role: 'owner', locale: 'en', lastSeenAt },
    marco: { role: 'editor', lastSeenAt },
    sara: { role: 'viewer', lastSeenAt },
  } as const
  const due = { checkDueAt: at, checkMailDueAt: at, createdAt, firstCompleteAt: createdAt }
  const live = { slug, state: 'live', alerts: ['marco'], ...due, ...(given as object), people } as const
  const built = await scenario(store, { account: live })
  const { account, giulia, marco } = built
  await store.transact(async (tx) => {
    const content = completeContacts([marco.id])
    await buildRevision(tx, { accountId: account.id, savedBy: giulia.id, savedAt: createdAt, content })
    await refreshSearchRow(tx, account.id)
    const own = eq(accountAddresses.accountId, account.id)
    await tx.update(accountAddresses).set({ confirmedAt: createdAt }).where(own)
  })
  return built
}
type Setting = Awaited<ReturnType<typeof buildDueAccount>>

const isTech = eq(accountAddresses.addressKey, 'tech@contacts.example')
const accountNow = async ({ account }: Setting) =>
  known((await store.read.select().from(accounts).where(eq(accounts.id, account.id)))[0])
const editorOf = ({ account, marco }: Setting) =>
  grantAccount(store.read, actorOf(marco), { id: account.id }, 'editor')
const mails = () => store.read.select().from(outbox).where(eq(outbox.template, 'contacts-review'))
const recipients = async () => (await mails()).map(({ recipient }) => recipient).sort()
const audited = () => store.read.select().from(auditEntries)
const questionOf = async (setting: Setting) => findPendingCheck(store.read, await editorOf(setting))

/** The token of the person's latest check mail. */
const tokenOf = async (email: string) =>
  linkToken('review', known((await mails()).findLast(({ recipient }) => recipient === email)).id)

describe('the check mail', () => {
  test('goes to owners and editors, in their language, with the contacts', async () => {
    const setting = await buildDueAccount()
    expect(await sendDueChecks(store)).toBe(1)
    expect(await recipients()).toEqual(['giulia@levante.example', 'marco@levante.example'])
    const [mail] = (await mails()).filter(({ recipient }) => recipient.startsWith('marco'))
    const contacts = { 'merchant-issues': [], technical: [{ address: 'tech@contacts.example' }] }
    const alerts = ['Marco (marco@levante.example)']
    const data = { version: 2, reviewDays: 180, reminder: false, alerts, contacts, raised: [] }
    expect(mail).toMatchObject({ locale: 'it', accountId: setting.account.id, lane: 'bulk', data })
  })

  test('goes out once with several workers, and 14 days later as a reminder', async () => {
    const setting = await buildDueAccount()
    const asked = await Promise.all(Array.from({ length: 4 }, () => sendDueChecks(store)))
    expect(asked.reduce((sum, one) => sum + one)).toBe(1)
    moveClock(13 * day)
    expect(await sendDueChecks(store)).toBe(0)
    moveClock(14 * day + minute)
    expect(await sendDueChecks(store)).toBe(1)
    expect((await mails()).map(({ data }) => data.reminder)).toEqual([false, false, true, true])
    const { checkDueAt, checkMailDueAt } = await accountNow(setting)
    expect(checkDueAt).toBe(setting.account.checkDueAt)
    expect(checkMailDueAt).toBeGreaterThan(now() + 179 * day)
  })

  test('does not go to an incomplete account until it is complete again', async () => {
    const setting = await buildDueAccount()
    const { account, marco, giulia } = setting
    const own = await grantAccount(store.read, actorOf(marco), { id: account.id }, 'viewer')
    await leaveAccount(store, own, { asked: true })
    expect(await sendDueChecks(store)).toBe(0)
    expect(await mails()).toEqual([])
    expect((await accountNow(setting)).checkMailDueAt).toBeNull()
    // Completes the account without a submission, so that only the daily sweep can date it again.
    await store.transact(async (tx) => {
      const content = completeContacts([giulia.id])
      await buildRevision(tx, { accountId: account.id, savedBy: giulia.id, content })
      await tx.update(accounts).set({ dueAt: null }).where(eq(accounts.id, account.id))
    })
    expect(await scheduleChecks(store)).toBe(1)
    moveClock(2 * minute)
    expect(await sendDueChecks(store)).toBe(1)
    expect((await mails()).map(({ data }) => data.reminder)).toEqual([false])
  })

  test('lists bouncing and unconfirmed addresses, and inactive alert contacts', async () => {
    const setting = await buildDueAccount()
    await store.transact(async (tx) => {
      await buildMark(tx, { address: 'oncall@contacts.example' })
      await tx.update(accountAddresses).set({ confirmedAt: null, since: 6 }).where(isTech)
      const away = { createdAt: now() - 900 * day, lastSeenAt: null }
      await tx.update(unguarded(memberships)).set(away).where(eq(memberships.userId, setting.marco.id))
    })
    const away = await questionOf(setting)
    expect(away?.findings.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'bouncing oncall@contacts.example',
      'unconfirmed tech@contacts.example',
      'away marco@levante.example',
    ])
    // A session counts, whichever account it was for.
    const session = { userId: setting.marco.id, createdAt: now() - 366 * day, lastUsedAt: now() - 364 * day }
    await store.transact((tx) => buildSession(tx, session))
    expect((await questionOf(setting))?.findings.map(({ kind }) => kind)).toEqual(['bouncing', 'unconfirmed'])
    await sendDueChecks(store)
    expect((await mails())[0]?.data.raised).toHaveLength(2)
  })
})

test('accounts of an older store get a check date, once a day, by one worker', async () => {
  const older = { checkDueAt: null, checkMailDueAt: null }
  const setting = await buildDueAccount('levante', older)
  const never = await buildDueAccount('molo', { ...older, firstCompleteAt: null })
  const counts = await Promise.all([scheduleChecks(store), scheduleChecks(store)])
  expect(counts.sort()).toEqual([0, 1])
  const { checkDueAt, checkMailDueAt } = await accountNow(setting)
  expect(checkDueAt).toBeLessThan(now() + 180 * day)
  expect(checkMailDueAt).toBe(checkDueAt)
  expect(await accountNow(never)).toMatchObject(older)
  await buildDueAccount('ponte', older)
  moveClock(23 * 60 * minute)
  expect(await scheduleChecks(store)).toBe(0)
  moveClock(day + minute)
  expect(await scheduleChecks(store)).toBe(1)
  expect((await accountNow(setting)).checkDueAt).toBe(checkDueAt)
})

describe('confirming', () => {
  test('in the portal starts a new period, with an audit entry', async () => {
    const setting = await buildDueAccount()
    const question = await questionOf(setting)
    expect(question).toMatchObject({ version: 2, dueAt: setting.account.checkDueAt, findings: [] })
    // An older version never asked this address.
    await store.transact((tx) => tx.update(accountAddresses).set({ confirmedAt: null }).where(isTech))
    expect(await confirmCheck(store, await editorOf(setting), { version: 2 })).toBe('confirmed')
    expect(await store.read.select().from(outbox)).toMatchObject([
      { recipient: 'tech@contacts.example', data: { askerName: 'Marco' } },
    ])
    const after = await accountNow(setting)
    expect(after.checkedBy).toBe(setting.marco.id)
    expect(after.checkDueAt).toBe((after.checkedAt ?? 0) + 180 * day)
    expect(after.checkMailDueAt).toBe(after.checkDueAt)
    expect(await questionOf(setting)).toBeNull()
    expect(await sendDueChecks(store)).toBe(0)
    const staff = staffGrant(await store.transact((tx) => buildStaff(tx)), 'support')
    const last = (account: typeof after) => findLastCheck(store.read, staff, account)
    expect(await last(after)).toMatchObject({ by: 'Marco', how: 'confirmed' })
    expect(await last(setting.account)).toMatchObject({ by: 'Giulia', how: 'submitted' })
  })

  test('counts once when two people confirm at the same time', async () => {
    const setting = await buildDueAccount()
    const grants = [await editorOf(setting), await editorOf(setting)]
    const outcomes = await Promise.all(grants.map((grant) => confirmCheck(store, grant, { version: 2 })))
    expect(outcomes.sort()).toEqual(['answered', 'confirmed'])
    expect(await audited()).toHaveLength(1)
  })

  test('can be a submission, which an older page then reports, but not a draft', async () => {
    const setting = await buildDueAccount()
    const grant = await editorOf(setting)
    const values = toFormValues(completeContacts([setting.marco.id]))
    const drafted = { ...values, technical: [...values.technical, { address: 'x', label: '', locale: '' }] }
    await saveDraft(store, grant, { version: 2, environment: 'production', values: drafted })
    expect(await questionOf(setting)).toMatchObject({ version: 2 })
    await submitContacts(store, await editorOf(setting), { version: 3, environment: 'production', values })
    const after = await accountNow(setting)
    expect(after.checkDueAt).toBeGreaterThan(now() + 179 * day)
    expect(after.checkMailDueAt).toBe(after.checkDueAt)
    expect(await confirmCheck(store, grant, { version: 2 })).toBe('answered')
    expect(await accountNow(setting)).toEqual(after)
  })

  test('is refused for an outdated revision', async () => {
    const setting = await buildDueAccount()
    const grant = await editorOf(setting)
    await revise(setting, { savedBy: '', cause: 'refused' })
    await expect(confirmCheck(store, grant, { version: 2 })).rejects.toThrow('check-changed')
    expect(await confirmCheck(store, grant, { version: 3 })).toBe('confirmed')
  })
})

describe('confirming is refused while contacts bounce or a drill is unanswered', () => {
  const bounce = () => store.transact((tx) => buildMark(tx, { address: 'oncall@contacts.example' }))
  const setDrill = ({ account }: Setting, reachedAfter: number | null) =>
    store.transact(async (tx) => {
      const drilled = { drilledAt: now() - day, reachedAfter }
      await tx.update(accounts).set(drilled).where(eq(accounts.id, account.id))
    })
  const isUnmarked = async () => void (await store.transact((tx) => tx.delete(addressMarks)))

  test.each<[string, string, (setting: Setting) => unknown, (setting: Setting) => unknown]>([
    ['a contact bounces', 'bouncing', bounce, isUnmarked],
    [
      'nobody answered the last drill',
      'unreached',
      (setting) => setDrill(setting, null),
      (setting) => setDrill(setting, minute),
    ],
  ])('when %s', async (_, kind, spoil, mend) => {
    const setting = await buildDueAccount()
    await sendDueChecks(store)
    const token = await tokenOf('marco@levante.example')
    await spoil(setting)
    expect(await questionOf(setting)).toMatchObject({ needsCorrection: true, findings: [{ kind }] })
    const confirming = confirmCheck(store, await editorOf(setting), { version: 2 })
    await expect(confirming).rejects.toThrow('check-to-correct')
    expect(await findCheckLink(store.read, token)).toMatchObject({ state: 'to-correct', findings: 1 })
    expect(await confirmCheckByMail(store, token)).toBe('to-correct')
    expect([await audited(), (await accountNow(setting)).checkedAt]).toEqual([[], null])
    await mend(setting)
    expect(await questionOf(setting)).toMatchObject({ needsCorrection: false, findings: [] })
    expect(await confirmCheckByMail(store, token)).toBe('answered')
  })

  test('but not for an unconfirmed address', async () => {
    const setting = await buildDueAccount()
    await store.transact((tx) => tx.update(accountAddresses).set({ confirmedAt: null }).where(isTech))
    expect(await questionOf(setting)).toMatchObject({
      needsCorrection: false,
      findings: [{ kind: 'unconfirmed' }],
    })
    expect(await confirmCheck(store, await editorOf(setting), { version: 2 })).toBe('confirmed')
  })

  test.each(['onboarding', 'paused', 'disabled'] as const)(
    'but not for an account that is %s, whatever its last drill',
    async (state) => {
      const setting = await buildDueAccount('levante', { state })
      await setDrill(setting, null)
      expect(await confirmCheck(store, await editorOf(setting), { version: 2 })).toBe('confirmed')
    },
  )
})

const setRole = ({ marco, account }: Setting, role: 'viewer' | null) =>
  store.transact(async (tx) => {
    const mine = eq(memberships.userId, marco.id)
    await (role
      ? tx.update(unguarded(memberships)).set({ role }).where(mine)
      : tx.delete(unguarded(memberships)).where(mine))
    await refreshSearchRow(tx, account.id)
  })

const rename = (userId: string, email = 'm@levante.example') =>
  store.transact(async (tx) => tx.update(users).set({ email, emailKey: email }).where(eq(users.id, userId)))

/** A next revision with the same content. */
const revise = ({ account, marco }: Setting, given: { savedBy: string; cause: 'submitted' | 'refused' }) =>
  store.transact((tx) =>
    buildRevision(tx, { accountId: account.id, content: completeContacts([marco.id]), ...given }),
  )

describe('the emailed link', () => {
  async function asked() {
    const setting = await buildDueAccount()
    await sendDueChecks(store)
    return { setting, token: await tokenOf('marco@levante.example') }
  }
  const stateOf = async (token: string) => (await findCheckLink(store.read, token))?.state ?? null

  test('confirms when its button is pressed; opening it changes nothing', async () => {
    const { setting, token } = await asked()
    const before = await accountNow(setting)
    const open = { state: 'open', accountName: setting.account.name, findings: 0 }
    expect(await findCheckLink(store.read, token)).toMatchObject(open)
    expect(await accountNow(setting)).toEqual(before)
    expect(await confirmCheckByMail(store, token)).toBe('answered')
    const after = await accountNow(setting)
    expect(after).toMatchObject({ checkedBy: setting.marco.id })
    expect(await audited()).toMatchObject([
      { action: 'contacts.reviewed-by-mail', actorId: setting.marco.id, accountId: setting.account.id },
    ])
    // A second press, and another person's link of the same review.
    expect(await confirmCheckByMail(store, token)).toBe('answered')
    expect(await stateOf(await tokenOf('giulia@levante.example'))).toBe('answered')
    expect(await accountNow(setting)).toEqual(after)
    expect(await audited()).toHaveLength(1)
  })

  const reviseAs = (cause: 'submitted' | 'refused') => (setting: Setting) =>
    revise(setting, { cause, savedBy: cause === 'submitted' ? setting.giulia.id : '' })
  test.each([
    ['now a viewer', (setting: Setting) => setRole(setting, 'viewer'), 'not-theirs'],
    ['no longer a member', (setting: Setting) => setRole(setting, null), 'not-theirs'],
    ['now at another address', ({ marco }: Setting) => rename(marco.id), 'not-theirs'],
    ['too late', async () => moveClock(30 * day), 'expired'],
    ['in an account that submitted since', reviseAs('submitted'), 'submitted'],
    ['in an account that lost an address since', reviseAs('refused'), 'changed'],
  ])('confirms nothing for somebody %s', async (_, change, expected) => {
    const { setting, token } = await asked()
    await change(setting)
    const before = await accountNow(setting)
    expect(await stateOf(token)).toBe(expected)
    expect(await confirmCheckByMail(store, token)).toBe(expected)
    expect(await accountNow(setting)).toEqual(before)
    expect(await audited()).toEqual([])
  })

  test('confirms nothing for an incomplete account, and says so', async () => {
    const { setting } = await asked()
    await setRole(setting, null)
    const token = await tokenOf('giulia@levante.example')
    expect(await confirmCheckByMail(store, token)).toBe('missing')
    expect(await audited()).toEqual([])
  })

  test('is not found for another purpose or mail', async () => {
    const { token } = await asked()
    const [mail] = await mails()
    for (const wrong of [linkToken('confirm', mail?.id ?? ''), linkToken('review', newId())]) {
      expect(await findCheckLink(store.read, wrong)).toBeNull()
      expect(await confirmCheckByMail(store, wrong)).toBeNull()
    }
    await store.transact((tx) => tx.update(outbox).set({ template: 'role-changed' }))
    expect(await confirmCheckByMail(store, token)).toBeNull()
  })

  test('confirms only its own account', async () => {
    const { setting, token } = await asked()
    const other = await buildDueAccount('ponte')
    await store.transact((tx) => tx.update(outbox).set({ accountId: other.account.id }))
    expect(await stateOf(token)).toBe('not-theirs')
    expect(await confirmCheckByMail(store, token)).toBe('not-theirs')
    expect((await accountNow(other)).checkedAt).toBeNull()
    expect((await accountNow(setting)).checkedAt).toBeNull()
  })
})

import { and, eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { listContacts } from '#/lib/accounts/points/points.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { sendDueChecks } from '#/lib/changes/checks/ask.ts'
import { confirmCheckByMail, findCheckLink } from '#/lib/changes/checks/check-link.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { resendConfirmation } from '#/lib/changes/confirmations/resend.ts'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { saveDraft, submitContacts } from '#/lib/changes/contacts/commands.ts'
import { acceptInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { leaveAccount } from '#/lib/changes/members/commands.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { acknowledgeByMail, findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { type LinkPurpose, linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { deleteClosed } from '#/lib/privacy/deletion/deletion.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { draftValues } from '#/seed/accounts.ts'
import { buildInvitation } from '#/seed/people.ts'
import { actorOf } from './actors.ts'
import { known } from './known.ts'
import { scenario } from './scenario.ts'
import { openTestStore } from './store.ts'

/**
 * A person answers a mailed link while another changes the same account: the result must equal that of one after the
 * other.
 */

let store: Store

/** A live account with an open question to its on-call address, a drill, and a check for its editor. */
async function buildLiveAccount(slug: string) {
  const oncall = `oncall@${slug}.example`
  const row = (address: string) => ({ address, label: '', locale: '' })
  const people = { giulia: 'owner', marco: 'editor' } as const
  const { account, giulia, marco } = await scenario(store, { account: { slug, state: 'live', people } })
  const asMarco = () => grantAccount(store.read, actorOf(marco), { slug }, 'editor')
  const save = async (emergency: string[]) => ({
    version: (await asMarco()).account.contactsVersion,
    environment: 'production' as const,
    values: draftValues({
      alerts: [marco.id],
      'technical-emergency': emergency.map(row),
      technical: [row(`tech@${slug}.example`)],
      operations: emergency.map(row),
      'brand-support': { ...row(`support@${slug}.example`), phone: '', helpUrl: '' },
      'support-hours': [{ days: ['1'], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
    }),
  })
  await submitContacts(store, await asMarco(), await save([oncall]))
  await store.transact((tx) =>
    tx
      .update(accounts)
      .set({ checkDueAt: now(), checkMailDueAt: now() })
      .where(eq(accounts.id, account.id))
      .then(),
  )
  return { slug, oncall, account, giulia, marco, asMarco, save }
}
type Account = Awaited<ReturnType<typeof buildLiveAccount>>

async function tokenOf(purpose: LinkPurpose, recipient: string): Promise<string> {
  const templates = { acknowledge: 'notice', confirm: 'confirm-address', review: 'contacts-review' }
  const template = { ...templates, endpoint: 'endpoint-code' }[purpose]
  const [mail] = await store.read
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.recipient, recipient), eq(outbox.template, template)))
  return linkToken(purpose, known(mail).id)
}

/** Reads the page first, and returns what to do at the same moment. */
type Act = (of: Account) => Promise<() => Promise<unknown>>

const byMail: Record<string, Act> = {
  async confirms({ oncall }) {
    const token = await tokenOf('confirm', oncall)
    return () => confirmAddress(store, token)
  },
  async refuses({ oncall }) {
    const token = await tokenOf('confirm', oncall)
    return () => refuseAddress(store, token)
  },
  async checks({ marco }) {
    const token = await tokenOf('review', marco.email)
    return () => confirmCheckByMail(store, token)
  },
  async acknowledges({ oncall }) {
    const token = await tokenOf('acknowledge', oncall)
    return () => acknowledgeByMail(store, token)
  },
}
const others: Record<string, Act> = {
  async submits(of) {
    const [grant, save] = [await of.asMarco(), await of.save([`night@${of.slug}.example`])]
    return () => submitContacts(store, grant, save)
  },
  async drafts(of) {
    const [grant, save] = [await of.asMarco(), await of.save([of.oncall, `night@${of.slug}.example`])]
    return () => saveDraft(store, grant, save)
  },
  async 'asks again'({ asMarco, oncall }) {
    const grant = await asMarco()
    return () => resendConfirmation(store, grant, oncall)
  },
  async leaves({ asMarco }) {
    const grant = await asMarco()
    return () => leaveAccount(store, grant, { asked: true })
  },
  async joins({ account, giulia, oncall }) {
    const invitation = { accountId: account.id, email: oncall, invitedBy: giulia.id }
    const { token } = await store.transact((tx) => buildInvitation(tx, invitation))
    const visitor = { userAgent: '', locale: 'en', sessionId: null, timeZone: null } as const
    const acceptance = { name: 'Nina', locale: null, timeZone: null }
    return () => acceptInvitation(store, token, acceptance, { actor: null, visitor })
  },
  async bounces({ oncall }) {
    const mark = { address: oncall, deliveryId: null, status: '5.1.1' }
    return () => store.transact((tx) => markAddress(tx, mark, now()))
  },
  async erases({ oncall }) {
    return () => eraseAddress(store, admin, oncall)
  },
  async closes({ slug }) {
    return () => closeAccount(store, admin, { slug, reason: 'Over' })
  },
  async 'ends the drill'({ account }) {
    const [drill] = await store.read.select().from(notices).where(eq(notices.accountId, account.id))
    return () => closeNoticeAsStaff(store, admin, { noticeId: drill?.id ?? '', note: 'Enough.' })
  },
}
let admin: ReturnType<typeof grantStaff<'admin'>>

const pairs = Object.entries(byMail).flatMap(([one, act], at) => [
  ...Object.entries(byMail)
    .slice(at)
    .map(([other, too]) => ({ one, act, other, too })),
  ...Object.entries(others).map(([other, too]) => ({ one, act, other, too })),
])

async function open(): Promise<void> {
  store = await openTestStore()
  const { ada } = await scenario(store, {}, { ada: 'admin' })
  admin = grantStaff(actorOf(ada, 'admin'), 'admin')
}

/** Moves the clock to when a drill may go again. */
async function askAll(all: readonly Account[]): Promise<void> {
  moveClock(hour + minute)
  await sendDueChecks(store)
  for (const { slug } of all) await sendDrill(store, admin, slug)
}

/** Of two changes at once the first to start is usually the first to commit, so each starts first once. */
const startingFirst = ['one', 'other'] as const

test.each(startingFirst)('concurrent changes end like consecutive ones (%s first)', async (first) => {
  await open()
  const all: (Account & (typeof pairs)[number])[] = []
  for (const [at, pair] of pairs.entries()) all.push({ ...pair, ...(await buildLiveAccount(`a${at}`)) })
  await askAll(all)
  for (const of of all) {
    const says = `${of.one}, ${of.other}`
    const acts = [await of.act(of), await of.too(of)]
    if (first === 'other') acts.reverse()
    const outcomes = await Promise.allSettled(acts.map((act) => act()))
    const thrown = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect
      .soft(
        thrown.filter((error) => !(error instanceof AppError)),
        says,
      )
      .toEqual([])
    expect.soft((await listFaults(of)).join('; '), says).toBe('')
    if (of.other !== 'closes') continue
    // A closed account has no deadlines; what it lacks becomes due once it is reopened.
    await reopenAccount(store, admin, { slug: of.slug })
    expect.soft((await listFaults(of)).join('; '), `${says}, and reopens`).toBe('')
  }
})

test('links answer correctly once their account is disabled, closed, reopened and deleted', async () => {
  await open()
  const of = await buildLiveAccount('levante')
  await askAll([of])
  const tokens = {
    confirm: await tokenOf('confirm', of.oncall),
    check: await tokenOf('review', of.marco.email),
    acknowledge: await tokenOf('acknowledge', of.oncall),
  }
  const say = async () => [
    (await findConfirmation(store.read, tokens.confirm))?.state,
    (await findCheckLink(store.read, tokens.check))?.state,
    (await findAcknowledgement(store.read, tokens.acknowledge))?.pending,
  ]
  const isOfAccount = eq(accounts.id, of.account.id)
  await store.transact((tx) =>
    tx.update(unguarded(accounts)).set({ state: 'disabled' }).where(isOfAccount).then(),
  )
  expect(await say()).toEqual(['open', 'open', 1])
  await closeAccount(store, admin, { slug: of.slug, reason: 'Over' })
  // A closed account's contacts may still refuse.
  expect(await say()).toEqual(['open', 'expired', 0])
  expect(await confirmCheckByMail(store, tokens.check)).toBe('expired')
  expect(await acknowledgeByMail(store, tokens.acknowledge)).toMatchObject({ answeredAt: null })
  // There is nothing left to acknowledge, but the button shows that its owner reads this address.
  expect(await say()).toEqual(['confirmed', 'expired', 0])
  await reopenAccount(store, admin, { slug: of.slug })
  expect(await say()).toEqual(['confirmed', 'open', 0])
  await closeAccount(store, admin, { slug: of.slug, reason: 'Over' })
  moveClock(31 * day)
  while (await deleteClosed(store));
  expect(await say()).toEqual([undefined, undefined, undefined])
  for (const press of [confirmAddress, refuseAddress])
    await expect(press(store, tokens.confirm)).rejects.toMatchObject({ code: 'not-found' })
  expect(await confirmCheckByMail(store, tokens.check)).toBeNull()
  await expect(acknowledgeByMail(store, tokens.acknowledge)).rejects.toMatchObject({ code: 'not-found' })
})

/** The rules that the account breaks. */
async function listFaults({ account: { id }, oncall }: Account): Promise<string[]> {
  const loaded = await loadAccount(store.read, { id }, now())
  if (!loaded?.contacts) return ['the account has no contacts']
  const { account, members, missing } = loaded
  const ofAccount = eq(confirmations.accountId, id)
  const asked = await store.read.select().from(confirmations).where(ofAccount)
  const revisions = await store.read.select().from(contactRevisions).where(eq(contactRevisions.accountId, id))
  const audited = (await store.read.select().from(auditEntries).where(eq(auditEntries.accountId, id))).map(
    ({ action }) => action,
  )
  const kept = await store.read.select().from(accountAddresses).where(eq(accountAddresses.accountId, id))
  const [drill] = await store.read.select().from(notices).where(eq(notices.accountId, id))
  const waiting = await store.read
    .select()
    .from(outbox)
    .where(and(eq(outbox.accountId, id), isNotNull(outbox.dueAt)))
  const open = asked.filter(({ endedAt }) => endedAt === null)
  const served = new Set(listContacts(loaded, 'kept').keys())
  const isMember = members.some(({ email }) => email === oncall)
  const row = asked.find(({ address }) => address === oncall)
  const index = kept.find(({ addressKey }) => addressKey === oncall)
  const did = (action: string) => audited.filter((one) => one === action).length
  const isClosed = account.closedAt !== null
  const isChecked = did('contacts.reviewed-by-mail') > 0
  // A member has no open question, but may still prove the address by a button of an earlier mail.
  const isProvenMember = isMember && did('contacts.confirmed') > 0
  const versions = revisions.map(({ version }) => version)
  const faults = {
    'more than one answer counts': did('contacts.confirmed') + did('contacts.refused') > 1,
    'an address without a field is asked': open.some(({ addressKey }) => !served.has(addressKey)),
    'a contact address was never asked': [...served].some(
      (key) => !asked.some((one) => one.addressKey === key),
    ),
    'a contact address has no open question': served.has(oncall) && row?.endedAt !== null && !isMember,
    'search row and question disagree on the confirmation':
      (row?.endedAt === null ? row.confirmedAt !== null : isProvenMember) !== (index?.confirmedAt != null),
    'an answered address gets reminders': row?.mailDueAt != null && (row.confirmedAt ?? row.endedAt) !== null,
    'a refused address is still a contact': did('contacts.refused') > 0 && served.has(oncall),
    'a revision is ahead of its account': Math.max(...versions) > account.contactsVersion,
    'two revisions share a version': new Set(versions).size < versions.length,
    'the deadline does not match the missing fields':
      !isClosed && missing.length > 0 !== (account.dueAt !== null),
    'the check counts twice': did('contacts.reviewed-by-mail') > 1,
    'a confirmed check is still due': isChecked && (account.checkDueAt ?? 0) <= now(),
    'the account ignores the answered drill':
      (drill?.acknowledgedAt != null) !== (account.reachedAfter !== null),
    'the acknowledgement counts twice': did('notice.acknowledged-by-mail') > 1,
    'a closed account waits for an answer': isClosed && drill?.closedAt === null,
    'a closed account gets mail': isClosed && waiting.some(({ template }) => template !== 'account-closed'),
    'the search row is outdated': !(await isIndexed(id)),
  }
  return Object.entries(faults).flatMap(([fault, is]) => (is ? [fault] : []))
}

/** Whether refreshing the search row changes nothing. */
async function isIndexed(id: string): Promise<boolean> {
  const read = async () => [
    await store.read.select().from(accountSearch).where(eq(accountSearch.accountId, id)),
    await store.read
      .select({ missing: accounts.missingFields, unconfirmed: accounts.unconfirmed })
      .from(accounts)
      .where(eq(accounts.id, id)),
    await store.read
      .select()
      .from(accountAddresses)
      .where(eq(accountAddresses.accountId, id))
      .orderBy(accountAddresses.addressKey),
  ]
  const before = JSON.stringify(await read())
  await store.transact((tx) => refreshSearchRow(tx, id))
  return JSON.stringify(await read()) === before
}

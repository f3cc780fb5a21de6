import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { announcements } from '#/db/schema/announcements.ts'
import { cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, bounceReports, notices } from '#/db/schema/notices.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { RoutedField } from '#/db/words/accounts.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { assertOpen, grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { startBulkRun } from '#/lib/admin/bulk/commands.ts'
import { endpointFaultToStaff } from '#/lib/admin/health/endpoint-fault.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { assertScope } from '#/lib/api/http/grant.ts'
import { answerCase, openCase } from '#/lib/cases/commands.ts'
import { assignCase, replyToCase } from '#/lib/cases/staff-commands.ts'
import { openCaseFor } from '#/lib/cases/staff-opening.ts'
import { sendCheckNow } from '#/lib/changes/accounts/ask-check.ts'
import { createAccount, createAccountIn, inviteOwnerAsAdmin } from '#/lib/changes/accounts/commands.ts'
import type { NewAccount } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { closeAccount } from '#/lib/changes/closing/commands.ts'
import { sendEndpointCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { resendConfirmation } from '#/lib/changes/confirmations/resend.ts'
import { requestStaffConfirmation } from '#/lib/changes/confirmations/staff-address.ts'
import { retryAddress } from '#/lib/changes/contacts/commands.ts'
import { mailProofCode } from '#/lib/changes/contacts/endpoint-proof.ts'
import { inviteMembers } from '#/lib/changes/invitations/commands.ts'
import { inviteStaff } from '#/lib/changes/invitations/staff-commands.ts'
import { requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { askOwnersToInvite, changeRole } from '#/lib/changes/members/commands.ts'
import { decideReview, requestReview } from '#/lib/changes/review/commands.ts'
import { insertChallenge } from '#/lib/changes/sign-in/challenges.ts'
import { redeemCode, redeemLink, requestSignIn } from '#/lib/changes/sign-in/email-sign-in.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { askForPasskey, enrolPasskey } from '#/lib/identity/passkeys/enrol.ts'
import { askToShow, askToSignIn } from '#/lib/identity/passkeys/show.ts'
import { proveBrowser } from '#/lib/identity/sessions/known-browser.ts'
import { findActor, findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { acknowledgeByMail, undoByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { remindOfNotice } from '#/lib/notices/acknowledgement/remind.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { beginSending, createAnnouncement } from '#/lib/notices/announcements/commands.ts'
import { sendAnnouncementTest } from '#/lib/notices/announcements/preview.ts'
import { beginSnapshot, snapshotAudience } from '#/lib/notices/announcements/snapshot-audience.ts'
import { recordBounce } from '#/lib/notices/bounces/bounces.ts'
import { type HandWritten, sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { sms } from '#/lib/notices/endpoints/sms.ts'
import { type LimitName, limits } from '#/lib/platform/limits/table.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { seedDemo } from '#/seed/demo/seed.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildSession } from '#/seed/people.ts'
import { actorOf, staffGrant } from './actors.ts'
import { SoftAuthenticator } from './authenticator.ts'
import { endpointMessage, openedEndpoint } from './endpoint-message.ts'
import { withFullLimit } from './failing.ts'
import { known } from './known.ts'
import { openTestStore } from './store.ts'

const slug = 'poliambulatorio-levante'
const elena = 'elena@levante.example'
const paolo = 'paolo@levante.example'
const nobody = 'nobody@elsewhere.example'
const visitor = { userAgent: '', locale: 'en', sessionId: null, timeZone: null } as const
const knownVisitor = (email: string) => ({ ...visitor, browser: proveBrowser(null, email) })
const account: NewAccount = {
  name: 'New',
  slug: 'new',
  integrationTypeId: 'things-to-do',
  defaultLocale: 'en',
  email: nobody,
  locale: 'en',
}
const words = { summary: 'The feed ends', details: 'In May.', meaning: '', remedy: '' }
const content: Omit<HandWritten, 'slug'> = {
  ...words,
  links: [],
  occurredAt: null,
  category: 'technical',
  severity: 'info',
  environment: 'production',
}

let store: Store

const person = async (email: string) => known(await findUserByEmail(store.read, email))
const as = async <Role extends 'viewer' | 'editor' | 'owner'>(role: Role, of = slug) =>
  grantAccount(store.read, actorOf(await person(elena)), { slug: of }, role)
const support = async () => staffGrant(await person('support@actions-desk.example'), 'support')
const admin = async () => staffGrant(await person('admin@actions-desk.example'), 'admin')
const levante = async () =>
  known((await store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0])
const setState = (of: string, state: 'live' | 'onboarding') =>
  store.transact((tx) => tx.update(unguarded(accounts)).set({ state }).where(eq(accounts.slug, of)))
async function signedIn() {
  const { id: userId } = await person(elena)
  const session = await store.transact((tx) => buildSession(tx, { userId }))
  return known(await findActor(store.read, session.id, now()))
}
async function openCaseNumber() {
  const isOpen = and(eq(cases.accountId, (await levante()).id), eq(cases.status, 'open'))
  return known((await store.read.select().from(cases).where(isOpen))[0])
}
/** A delivery of an unanswered notice. */
async function mailedNotice() {
  const { id: accountId } = await levante()
  const [mailed] = await store.read
    .select({ id: outbox.id, noticeId: notices.id })
    .from(outbox)
    .innerJoin(notices, eq(notices.id, outbox.noticeId))
    .where(and(eq(notices.accountId, accountId), eq(notices.state, 'open'), eq(notices.kind, 'event')))
  return known(mailed)
}
const newCase = (category: 'integration' | 'urgent') => ({
  ...{ key: newId(), category, subject: 'Late', text: 'Since Monday', follows: null },
  ...{
    environment: 'production' as const,
    situation: category === 'urgent' ? ('integration-down' as const) : null,
  },
})
async function readyAnnouncement() {
  const grant = await support()
  const id = newId()
  const texts = { en: words, it: words }
  await createAnnouncement(store, grant, {
    ...content,
    id,
    texts,
    window: null,
    asksAnswer: true,
    audience: {},
  })
  const version = async () =>
    (await store.read.select().from(announcements).where(eq(announcements.id, id)))[0]?.version ?? 0
  const freezing = await beginSnapshot(store, grant, { id, version: await version() })
  if (freezing) await snapshotAudience(store, grant, freezing)
  return { id, version: await version() }
}

type Attempt = (full: Store) => Promise<unknown>

async function sourceWith<Scope extends KeyScope>(scope: Scope) {
  const { key } = await store.transact((tx) => insertSource(tx, { name: 'R', scopes: [scope] }, null))
  const grant = await grantSource(store.read, key, scope)
  if (typeof grant === 'string') throw new Error(grant)
  return grant
}
const inviteByKey: Attempt = async (full) => {
  const grant = await sourceWith('accounts:write')
  return full.transact((tx) => createAccountIn(tx, grant, account))
}

const openOne =
  (category: 'integration' | 'urgent'): Attempt =>
  async (full) =>
    openCase(full, await as('viewer'), newCase(category))
const invite: Attempt = async (full) =>
  inviteMembers(full, await as('owner'), { emails: [nobody], role: 'viewer', locale: 'en' })
const inviteToStaff: Attempt = async (full) =>
  inviteStaff(full, await admin(), { email: nobody, role: 'support', locale: 'en' })
const testOf =
  (field: RoutedField): Attempt =>
  async (full) =>
    sendTestNotice(full, assertOpen(await as('editor')), field)
const ask: Attempt = (full) => requestSignIn(full, nobody, visitor)
const askOwners: Attempt = async (full) => askOwnersToInvite(full, await as('viewer'), '')
const changeAddress: Attempt = async (full) => requestAddressChange(full, await signedIn(), nobody, 'en')
const confirmAgain: Attempt = async (full) => {
  await store.transact((tx) => tx.delete(addressMarks))
  const { id } = await levante()
  const [open] = await store.read
    .select()
    .from(confirmations)
    .where(
      and(eq(confirmations.accountId, id), isNull(confirmations.endedAt), isNull(confirmations.confirmedAt)),
    )
  return resendConfirmation(full, await as('editor'), open?.address ?? '')
}

const sendCode: Attempt = async (full) => {
  const account = await levante()
  const endpoint = await store.transact((tx) => buildEndpoint(tx, { accountId: account.id }))
  return full.transact((tx) => sendEndpointCode(tx, endpoint, account))
}

/** A text message that a limit keeps back; its sender learns of it without an error. */
const sendText: Attempt = async (full) => {
  const { id } = await levante()
  const reached = await sms.count?.(
    full,
    openedEndpoint('sms', { number: '+393331234567' }),
    id,
    endpointMessage({ isSpare: true }),
  )
  if (reached) throw new AppError('too-many')
}
const tellOfTexts: Attempt = async (full) => {
  await endpointFaultToStaff(full, { limit: 'total', whom: '' })
  throw new AppError('too-many')
}

/** For each limit the actions that it must stop. */
const attempts: Record<LimitName, Attempt | Record<string, Attempt>> = {
  'endpoint-codes': sendCode,
  'endpoint-codes-place': sendCode,
  'endpoint-codes-target': sendCode,
  'texts-number': sendText,
  'texts-account': sendText,
  'texts-total': sendText,
  'texts-number-spare': sendText,
  'texts-account-spare': sendText,
  'texts-total-spare': sendText,
  'endpoints-told': tellOfTexts,
  'sign-in-network': ask,
  'sign-in-address-network': ask,
  'sign-in-address': ask,
  'sign-in-known-browser': (full) => requestSignIn(full, nobody, knownVisitor(nobody)),
  'sign-in-all-browsers': {
    stranger: ask,
    known: (full) => requestSignIn(full, nobody, knownVisitor(nobody)),
  },
  'sign-in-codes': (full) => redeemCode(full, 'none', '12345678', visitor),
  'sign-in-known-codes': async (full) => {
    const challenge = { id: newId(), purpose: 'sign-in', email: elena, userId: null } as const
    await store.transact((tx) => insertChallenge(tx, { ...challenge, code: '87654321', token: newId() }))
    return redeemCode(full, challenge.id, '12345678', knownVisitor(elena))
  },
  'passkey-network': (full) => askToSignIn(full),
  'passkeys-asked': {
    show: async (full) => askToShow(full, await signedIn()),
    add: async (full) => askForPasskey(full, await signedIn(), 'Desk'),
  },
  'passkeys-added': async (full) => {
    const actor = await signedIn()
    const answer = new SoftAuthenticator().create(await askForPasskey(store, actor, 'Desk'))
    return enrolPasskey(full, actor, answer, 'Laptop', visitor)
  },
  'wrong-links': (full) => redeemLink(full, 'none', visitor),
  'wrong-keys': (full) => assertScope(full.read, 'x'.repeat(32), 'events:write', 'bearer'),
  'address-changes': changeAddress,
  'address-changes-to': changeAddress,
  'proof-codes': async (full) =>
    mailProofCode(
      full,
      { ...(await as('editor')), actor: await signedIn() },
      { environment: 'production', locale: 'en' },
    ),
  'invitations-account': invite,
  'invitations-inviter': invite,
  'invitations-address': { owner: invite, admin: inviteToStaff },
  'invitations-key': inviteByKey,
  'invitations-key-all': inviteByKey,
  'owners-asked': askOwners,
  'owners-asked-account': askOwners,
  'role-changes': async (full) =>
    changeRole(full, await as('owner'), { userId: (await person(paolo)).id, role: 'viewer' }),
  'reviews-requested': async (full) => {
    await setState(slug, 'onboarding')
    return requestReview(full, await as('editor'))
  },
  'cases-person': openOne('integration'),
  'cases-account': openOne('integration'),
  'cases-urgent-person': openOne('urgent'),
  'cases-urgent': openOne('urgent'),
  'case-answers': async (full) =>
    answerCase(full, await as('viewer'), {
      key: newId(),
      number: (await openCaseNumber()).number,
      text: 'And?',
    }),
  'confirmations-person': confirmAgain,
  'confirmations-address': confirmAgain,
  // The address is saved but not asked.
  'confirmations-bouncing': async (full) => {
    await full.transact(async (tx) => {
      await markAddress(tx, { address: nobody, deliveryId: null, status: '5.1.1' }, now())
      await requestStaffConfirmation(tx, nobody)
    })
    if ((await store.read.$count(outbox, eq(outbox.recipient, nobody))) === 0) throw new AppError('too-many')
  },
  'addresses-tried': async (full) => {
    const address = (await as('editor')).contacts?.['brand-support']?.address ?? ''
    await store.transact((tx) => markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, now()))
    return retryAddress(full, await as('editor'), address)
  },
  // The report is accepted but not stored.
  'bounces-kept': async (full) => {
    const kept = await store.read.$count(bounceReports)
    const grant = await sourceWith('bounces:write')
    const recipient = { recipient: nobody, action: 'failed', status: '5.1.1', diagnostic: '' } as const
    await recordBounce(full, grant, { sentTo: [], recipients: [recipient], raw: '' })
    if ((await store.read.$count(bounceReports)) === kept) throw new AppError('too-many')
  },
  'test-notices-field': testOf('technical'),
  'test-notices-account': testOf('technical'),
  'test-notices-unconfirmed': testOf('operations'),
  undos: {
    member: async (full) => {
      const grant = assertOpen(await as('viewer'))
      const { noticeId } = await mailedNotice()
      await acknowledgeNotice(store, grant, noticeId)
      return undoAcknowledgement(full, grant, noticeId)
    },
    link: async (full) => {
      const token = linkToken('acknowledge', (await mailedNotice()).id)
      await acknowledgeByMail(store, token)
      return undoByMail(full, token)
    },
  },
  'invitations-staff': inviteToStaff,
  'staff-test': async (full) => sendTestMail(full, await admin()),
  'staff-mail': {
    assign: async (full) => {
      const { number, assigneeId: from } = await openCaseNumber()
      const grant = await support()
      const to = from === grant.actor.user.id ? null : grant.actor.user.id
      return assignCase(full, grant, { number, to, from })
    },
    reply: async (full) => {
      const { number } = await openCaseNumber()
      return replyToCase(full, await support(), { key: newId(), number, text: 'Now?', intent: 'reply' })
    },
    decide: async (full) => {
      const { stateChangedAt: since } = await levante()
      return decideReview(full, await support(), { slug, step: 'send-back', reason: 'No', since })
    },
    nudge: async (full) => {
      await store.transact((tx) => tx.update(accounts).set({ nudgedAt: null }))
      return nudgeAccount(full, await support(), 'clinica-aurora')
    },
    remind: async (full) => {
      const [waiting] = await store.read.select().from(notices).where(eq(notices.state, 'open'))
      const id = waiting?.id ?? ''
      const given = { kind: 'event', silence: null, acknowledgedAt: null, lastMailAt: null } as const
      await store.transact((tx) => tx.update(notices).set(given).where(eq(notices.id, id)))
      return remindOfNotice(full, await support(), id)
    },
    check: async (full) => {
      const given = { nudgedAt: null, checkDueAt: 1 }
      await store.transact((tx) => tx.update(accounts).set(given))
      return sendCheckNow(full, await support(), slug)
    },
    drill: async (full) => {
      await setState('clinica-aurora', 'live')
      return sendDrill(full, await support(), 'clinica-aurora')
    },
    openCase: async (full) => {
      const about = { category: 'users', subject: 'Owners', environment: 'production' } as const
      const input = { ...about, key: newId(), situation: null, text: 'Who?', follows: null }
      return openCaseFor(full, await support(), slug, input)
    },
    byHand: async (full) => sendNoticeByHand(full, await support(), { ...content, slug }),
    create: async (full) => createAccount(full, await admin(), account),
    inviteOwner: async (full) =>
      inviteOwnerAsAdmin(full, await admin(), slug, { email: nobody, locale: 'en' }),
    close: async (full) => closeAccount(full, await admin(), { slug, reason: 'Over' }),
  },
  'announcement-tests': async (full) =>
    sendAnnouncementTest(full, await support(), await readyAnnouncement()),
  announcements: async (full) => beginSending(full, await support(), await readyAnnouncement()),
  'bulk-runs': async (full) =>
    startBulkRun(full, await support(), { id: newId(), selection: {}, work: { kind: 'nudge' } }),
}

test('stops every action at its limit, and sends no mail', async () => {
  store = await openTestStore()
  await seedDemo(store, now())
  const shared = globalThis as typeof globalThis & { recapitoStore?: Promise<Store> }
  for (const name of Object.keys(limits) as LimitName[]) {
    const full = withFullLimit(store, name)
    shared.recapitoStore = Promise.resolve(full)
    const all = attempts[name]
    for (const [what, attempt] of Object.entries(typeof all === 'function' ? { attempt: all } : all)) {
      const before = await store.read.$count(outbox)
      // A network of its own, because this process keeps refusing it.
      const refused = await runAs('198.51.100.9', () => attempt(full)).then(
        () => 'done',
        (error: { code?: string; status?: number }) => error.code ?? error.status ?? error,
      )
      expect.soft(['too-many', 'too-often', 429], `${name}, ${what}: ${refused}`).toContain(refused)
      expect.soft(await store.read.$count(outbox), `${name}, ${what}`).toBe(before)
    }
  }
})

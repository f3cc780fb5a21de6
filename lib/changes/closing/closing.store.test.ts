import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations, staff } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { openPartnerView } from '#/lib/accounts/access/partner-view.ts'
import { closingVersion, deletionAt } from '#/lib/accounts/account/closing-policy.ts'
import { findPublishedBrand } from '#/lib/accounts/brand-page/queries.ts'
import { countMatching, listMatching } from '#/lib/accounts/search/account-list.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { countAccounts, countComplete, countCurrentStates } from '#/lib/admin/programme/count-day.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import {
  createAccount,
  editAccount,
  extendDueAt,
  inviteOwnerAsAdmin,
} from '#/lib/changes/accounts/commands.ts'
import { accountVersion } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { retryAccountAddresses } from '#/lib/changes/contacts/retry-addresses.ts'
import { decideReview } from '#/lib/changes/review/commands.ts'
import { closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildCase } from '#/seed/cases.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { buildInvitation, buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { stopClock } from '#/tests/clock.ts'
import { addEndpoint, readDeliveries, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { anEvent, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { closeAccount, reopenAccount } from './commands.ts'
import { closeFormSchema } from './form.ts'

const slug = 'aurora'
const reason = 'The clinic has ended its contract.'

const setting = perTest(openNoticeSetting)
beforeEach(async () => {
  await setting.store.transact(async (tx) => {
    await tx.update(staff).set({ role: 'admin' })
    await buildStaff(tx, { email: 'sam@desk.example' })
    for (const { id } of [setting.account, setting.molo]) await refreshSearchRow(tx, id)
    await tx.update(accounts).set({ checkDueAt: now() + 90 * day, drillDueAt: now() + 60 * day })
  })
})

const admin = () => staffGrant(setting.grace, 'admin')
const close = () => closeAccount(setting.store, admin(), { slug, reason })
const reopen = () => reopenAccount(setting.store, admin(), { slug })

const account = async () =>
  known((await setting.store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0])

describe('closing an account', () => {
  test('notifies its owners and closes open items, in one transaction', async () => {
    const { store, anna } = setting
    const { noticeId } = await setting.one()
    const waiting = (await setting.mails()).filter(({ dueAt }) => dueAt !== null)
    expect(waiting.length).toBeGreaterThan(0)
    const { noticeId: ofMolo } = await setting.one({ account: 'molo' })
    await store.transact(async (tx) => {
      await buildInvitation(tx, { accountId: setting.account.id, email: 'nina@aurora.example' })
      for (const { id: accountId } of [setting.account, setting.molo])
        await buildCase(tx, { accountId, openedBy: anna.id })
    })
    const deletedAt = await close()
    const row = await account()
    expect(row).toMatchObject({ state: 'live', closedBy: setting.grace.id, closeReason: reason })
    expect(deletedAt).toBe(deletionAt(row.closedAt ?? 0))
    const ended = { state: 'closed', closedHow: 'staff', closeNote: reason, slot: noticeId }
    expect(await setting.notice(noticeId)).toMatchObject({ ...ended, dueAt: null, escalateAt: null })
    const [invitation] = await store.read.select().from(invitations)
    expect(invitation?.revokedAt).not.toBeNull()
    const closed = { status: 'closed', closedBy: setting.grace.id }
    expect(await store.read.select().from(cases).orderBy(cases.number)).toMatchObject([
      closed,
      { status: 'open' },
    ])
    expect((await setting.notice(ofMolo)).state).toBe('open')
    // Only the other account's mail and the closing mail still go.
    expect((await setting.mails()).filter(({ dueAt }) => dueAt !== null)).toMatchObject([
      { recipient: 'luca@molo.example' },
      { template: 'account-closed', recipient: 'olga@aurora.example', locale: 'it' },
    ])
    const isClosing = eq(auditEntries.action, 'account.closed')
    const counted = { invitations: 1, notices: 1, cases: 1, mails: waiting.length }
    expect(await store.read.select().from(auditEntries).where(isClosing)).toMatchObject([
      { accountId: row.id, before: { state: 'live' }, after: { reason, deletedAt, ...counted } },
    ])
  })

  test.each([
    ['opened', 202, 'accepted'],
    ['may have opened', 503, 'retrying'],
  ] as const)('ends the incidents that its emergencies %s', async (_, status, left) => {
    stopClock()
    const { store, account } = setting
    const { id } = await addEndpoint(store, account.id, 'pagerduty')
    const { types } = await startEndpoints(store, () => ({ status }))
    await setting.one({ category: 'emergency' })
    await eventually(async () => expect(await readDeliveries(store, id)).toMatchObject([{ status: left }]))
    await close()
    await eventually(() => expect(types()).toEqual(['trigger', 'resolve']))
  })

  test('leaves what ends an incident on its way', async () => {
    stopClock()
    const { store, account } = setting
    await addEndpoint(store, account.id, 'pagerduty')
    const { types } = await startEndpoints(store, ({ body }) =>
      JSON.parse(body).event_action === 'resolve' ? { status: 503 } : {},
    )
    await setting.one({ category: 'emergency' })
    await eventually(() => expect(types()).toEqual(['trigger']))
    await setting.one({ category: 'emergency', action: 'resolve' })
    const waiting = async () =>
      (await setting.mails()).filter(({ dueAt, shown }) => dueAt !== null && shown !== null)
    await eventually(async () =>
      expect(await waiting()).toMatchObject([{ part: 'resolve', status: 'retrying' }]),
    )
    await close()
    expect(await waiting()).toMatchObject([{ part: 'resolve', status: 'retrying' }])
  })

  test('is refused for an outdated page, and with another slug', async () => {
    const { store } = setting
    const shown = await account()
    const version = closingVersion(shown)
    const attempt = (given = {}) =>
      closeAccount(store, admin(), { slug, reason, version, confirm: slug, ...given })
    const other = { code: 'slug-differs', field: 'confirm' }
    await expect(attempt({ confirm: 'molo' })).rejects.toMatchObject(other)
    const endless = closeFormSchema.parse({ version, reason, confirm: 'molo'.repeat(1000) })
    await expect(attempt(endless)).rejects.toMatchObject(other)
    await decideReview(store, admin(), { slug, step: 'disable', reason, since: shown.stateChangedAt })
    await expect(attempt()).rejects.toThrow('stale')
    await expect(attempt({ slug: 'nobody' })).rejects.toThrow('not-found')
    expect((await account()).closedAt).toBeNull()
    await close()
    await expect(close()).rejects.toThrow('account-closed')
  })

  test('names the support address to owners, or else that of staff', async () => {
    const staffs = { key: 'staffAddress', value: 'team@desk.example' }
    const own = { key: 'supportAddress', value: 'help@desk.example' }
    await setting.store.transact((tx) => tx.insert(settings).values([staffs, own]))
    await close()
    const sent = (await setting.mails()).filter(({ template }) => template === 'account-closed')
    expect(sent).toMatchObject([{ data: { contact: 'help@desk.example' } }])
  })
})

describe('a closed account', () => {
  test('appears in no list or count but that of closed accounts', async () => {
    const { store } = setting
    const { read } = store
    const before = await countCurrentStates(read)
    await close()
    const listed = async (filters: Parameters<typeof listMatching>[2]) =>
      (await listMatching(read, admin(), filters)).rows.map((one) => one.account.slug)
    for (const [filters, slugs] of [
      [{}, ['neighbour', 'molo']],
      [{ state: 'live' }, ['neighbour', 'molo']],
      [{ complete: true }, ['neighbour', 'molo']],
      [{ search: 'aurora' }, []],
      [{ closed: true }, [slug]],
      [{ closed: true, search: 'aurora', state: 'live' }, [slug]],
      [{ closed: true, search: 'molo' }, []],
      [{ closed: true, complete: true }, []],
      [{ closed: true, unreachable: true }, []],
    ] as const) {
      expect(await listed(filters), JSON.stringify(filters)).toEqual(slugs)
      expect(await countMatching(read, admin(), filters)).toMatchObject({ count: slugs.length })
    }
    expect(await countAccounts(read)).toBe(2)
    expect(await countComplete(read)).toBe(2)
    expect((await countCurrentStates(read)).states.live).toBe((before.states.live ?? 0) - 1)
    expect(await findPublishedBrand(read, slug)).toBeNull()
    expect(await findPublishedBrand(read, 'molo')).not.toBeNull()
  })

  test('refuses its members and staff’s commands', async () => {
    const { store, anna } = setting
    const { noticeId } = await setting.one()
    const grant = await setting.member()
    await close()
    const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow('account-closed')
    await refused(setting.member(anna))
    // A page from before the closing: its command checks the right again.
    await refused(closeNotice(store, grant, { noticeId, note: 'Done' }))
    const { stateChangedAt, ...row } = await account()
    await refused(extendDueAt(store, admin(), slug, { from: 0, days: 7 }))
    await refused(inviteOwnerAsAdmin(store, admin(), slug, { email: 'x@y.example', locale: 'it' }))
    await refused(nudgeAccount(store, admin(), slug))
    await refused(retryAccountAddresses(store, admin(), slug))
    await refused(sendDrill(store, admin(), slug))
    await refused(openPartnerView(store, admin(), { account: slug, role: 'viewer' }))
    await refused(decideReview(store, admin(), { slug, step: 'disable', reason, since: stateChangedAt }))
    const named = { name: 'New', integrationTypeId: row.integrationTypeId, defaultLocale: 'it' } as const
    await refused(editAccount(store, admin(), slug, { ...named, version: accountVersion(row) }))
    await refused(sendNoticeByHand(store, admin(), { ...anEvent({ category: 'technical' }), slug }))
    const again = createAccount(store, admin(), { ...named, slug, email: 'x@y.example', locale: 'it' })
    await expect(again).rejects.toMatchObject({ code: 'slug-closed', field: 'slug' })
  })

  test('stores its events as unroutable and notifies staff; they can be routed again after reopening', async () => {
    await close()
    await setting.store.transact(async (tx) => tx.update(unguarded(accounts)).set({ state: 'paused' }))
    for (const given of [{}, { category: 'emergency', dedupKey: 'down' }] as const) {
      const { noticeId, outcome } = await setting.one(given)
      expect(outcome).toBe('unroutable')
      const stored = { problem: 'account-closed', accountId: setting.account.id, silence: null }
      expect(await setting.notice(noticeId)).toMatchObject(stored)
    }
    const waiting = (await setting.mails()).filter(({ dueAt }) => dueAt !== null)
    const sent = new Set(waiting.map(({ template, recipient }) => `${template} ${recipient}`))
    expect([...sent].sort()).toEqual([
      'account-closed olga@aurora.example',
      'notice-unroutable grace@desk.example',
      'notice-unroutable sam@desk.example',
    ])
    const { noticeId } = await setting.one()
    await expect(routeAgain(setting.store, admin(), { noticeId })).rejects.toThrow('account-closed')
    await reopen()
    await setting.store.transact((tx) => tx.update(unguarded(accounts)).set({ state: 'live' }))
    expect(await routeAgain(setting.store, admin(), { noticeId })).toMatchObject({ state: 'open' })
  })

  test('is unknown to events after 30 days, even before its deletion', async () => {
    await close()
    moveClock(30 * day)
    await expect(setting.accept([anEvent()])).rejects.toMatchObject({ name: 'UnknownAccounts' })
    expect(await setting.one({}, 'alertmanager')).toMatchObject({ outcome: 'unroutable' })
  })

  test('gets no mail from any job', async () => {
    const { store } = setting
    await store.transact(async (tx) => {
      await buildQuestioned(tx)
      const soon = now() + day
      const due = { dueReminderAt: soon, checkDueAt: soon, checkMailDueAt: soon, drillDueAt: soon }
      await tx
        .update(accounts)
        .set({ dueAt: soon + 3 * day, ...due })
        .where(eq(accounts.slug, slug))
    })
    await close()
    const rows = await account()
    moveClock(20 * day)
    await setting.mark('tech@contacts.example')
    await runJobs()
    const sent = await store.read.select().from(outbox).where(eq(outbox.accountId, setting.account.id))
    expect(sent.map(({ template }) => template)).toEqual(['account-closed'])
    expect(await account()).toEqual(rows)
  })
})

/** Within a day, a reminder to an unconfirmed address is due. */
function buildQuestioned(tx: Writer) {
  const asked = { accountId: setting.account.id, address: 'tech@contacts.example' }
  return buildConfirmation(tx, { ...asked, mailDueAt: now() + day })
}

async function runJobs() {
  const stopping = new AbortController().signal
  for (const job of periodicJobs) await job.run(setting.store, stopping)
}

describe('reopening', () => {
  test('restores state, people and cases, and shifts its dates', async () => {
    const { store, anna } = setting
    const answered = await store.transact(async (tx) => {
      const asked = { accountId: setting.account.id, openedBy: anna.id }
      await buildQuestioned(tx)
      await buildCase(tx, asked)
      return buildCase(tx, { ...asked, status: 'closed', closedAt: now() - day, closedBy: setting.grace.id })
    })
    const before = await account()
    await close()
    const { closedAt } = await account()
    moveClock(20 * day)
    await reopen()
    const moved = now() - (closedAt ?? 0)
    const after = await account()
    for (const date of ['checkDueAt', 'drillDueAt'] as const) {
      expect((after[date] ?? 0) - (before[date] ?? 0), date).toBeGreaterThanOrEqual(20 * day)
      expect((after[date] ?? 0) - (before[date] ?? 0), date).toBeLessThanOrEqual(moved)
    }
    expect(after).toMatchObject({ state: 'live', closedAt: null, closedBy: null, closeReason: '' })
    expect({ ...after, checkDueAt: 0, drillDueAt: 0 }).toEqual({ ...before, checkDueAt: 0, drillDueAt: 0 })
    const rows = await store.read.select().from(cases)
    expect(rows.map(({ id, status }) => [id === answered.id, status]).sort()).toEqual([
      [false, 'open'],
      [true, 'closed'],
    ])
    expect((await setting.member(anna)).account.slug).toBe(slug)
    expect((await listMatching(store.read, admin(), { complete: true })).rows).toHaveLength(3)
    const sent = (await setting.mails()).filter(({ dueAt }) => dueAt !== null)
    expect(sent.map(({ template }) => template)).toEqual(['account-closed', 'account-reopened'])
    await runJobs()
    expect(await store.read.$count(outbox, eq(outbox.accountId, setting.account.id))).toBe(2)
    await expect(reopen()).rejects.toThrow('account-open')
    // A closed account has nothing that waits for staff.
    expect(await store.read.$count(notices)).toBe(0)
  })

  test('is refused after 30 days, and for an outdated page', async () => {
    await close()
    await expect(reopenAccount(setting.store, admin(), { slug, version: '[]' })).rejects.toThrow('stale')
    moveClock(30 * day - 60_000)
    await reopen()
    await close()
    moveClock(60 * day)
    await expect(reopen()).rejects.toThrow('reopened-late')
  })
})

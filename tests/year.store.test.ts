import { expect, test } from 'vitest'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import { assertOpen } from '#/lib/accounts/access/grants.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { listUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { createAccount } from '#/lib/changes/accounts/commands.ts'
import { confirmCheckByMail } from '#/lib/changes/checks/check-link.ts'
import { findPendingCheck } from '#/lib/changes/checks/queries.ts'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { inviteMembers } from '#/lib/changes/invitations/commands.ts'
import { leaveAccount, touchMembership } from '#/lib/changes/members/commands.ts'
import { decideReview, requestReview } from '#/lib/changes/review/commands.ts'
import type { StaffStep } from '#/lib/changes/review/policy.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { drillOwnAccount } from '#/lib/notices/drills/own-drill.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { erasureRunner } from '#/lib/privacy/erasure/run.ts'
import { draftValues } from '#/seed/accounts.ts'
import { listColumnsWith } from './every-table.ts'
import { beginLife } from './life.ts'

const giulia = 'giulia@aurora.example'
const marco = 'marco@aurora.example'
const sara = 'sara@aurora.example'
const luca = 'luca@aurora.example'
const everybody = [giulia, marco, sara, luca]
const editors = [giulia, marco, luca]
const pager = 'pager@aurora.example'
const nightPager = 'night@aurora.example'
const tech = 'tech@aurora.example'
const stranger = 'someone@elsewhere.example'
const desk = 'desk@aurora.example'
const help = 'help@aurora.example'

test('an account lives through a year with the mails that the specification names', async () => {
  const life = await beginLife('2027-01-11T10:00')
  const { grace } = life
  const onWednesdays = { onlyOn: 3 }

  const row = (address: string) => ({ address, label: '', locale: '' })
  /** Edits the current form and submits it. */
  async function submit(email: string, change: Partial<ContactFormValues>) {
    const grant = await life.as(email, 'editor')
    const values = { ...(grant.contacts ? toFormValues(grant.contacts) : draftValues()), ...change }
    const version = grant.account.contactsVersion
    const outcome = await submitContacts(life.store, grant, { version, environment: 'production', values })
    expect(outcome).toMatchObject({ kind: 'submitted' })
    await life.sent()
  }
  async function statusOf(address: string) {
    const statuses = await readStates(life.store.read, await life.standing())
    return statuses.get(address)?.status
  }
  const missing = async () => (await life.standing()).missing.map(({ field }) => field)
  async function decide(step: StaffStep, reason = '') {
    const { account } = await life.standing()
    await decideReview(life.store, grace.support, {
      slug: 'aurora',
      step,
      reason,
      since: account.stateChangedAt,
    })
    await life.sent()
  }
  const unreachable = async () =>
    (await listUnreachable(life.store.read, grace.support, { reason: null, after: null })).accounts.map(
      ({ slug, reasons }) => `${slug}: ${reasons.map(({ reason }) => reason).join(', ')}`,
    )
  // Monday. Staff make the account; its owner accepts and invites her colleagues.
  await createAccount(life.store, grace.admin, {
    name: 'Clinica Aurora',
    slug: 'aurora',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'en',
    email: giulia,
    locale: 'en',
  })
  await life.accept(await life.letter(giulia, /Invitation to Clinica Aurora/), 'Giulia')
  for (const [email, name, role] of [
    [marco, 'Marco', 'editor'],
    [luca, 'Luca', 'editor'],
    [sara, 'Sara', 'viewer'],
  ] as const) {
    const invited = { emails: [email], role, locale: 'en' } as const
    await inviteMembers(life.store, await life.as(giulia, 'owner'), invited)
    await life.accept(await life.letter(email, /Invitation/), name)
  }

  // She fills in the contacts. Each address gets one question for all its fields, which names her.
  await submit(giulia, {
    alerts: [(await life.userOf(sara)).id, (await life.userOf(luca)).id],
    'technical-emergency': [row(pager), row(tech)],
    technical: [row(tech)],
    operations: [row(stranger)],
    'brand-support': { ...row(help), phone: '+39 02 1234567', helpUrl: '' },
    'support-hours': [
      { days: ['1', '2', '3', '4', '5'], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
    ],
  })
  expect(await missing()).toEqual([])
  const confirm = async (address: string) =>
    expect(await confirmAddress(life.store, (await life.letter(address, /./)).link('/confirm/'))).toBe(true)
  for (const address of [pager, help]) await confirm(address)
  await life.letter(tech, /./)
  await life.letter(stranger, /./)

  // After three and seven days an address without an answer gets a reminder, two in all; nobody else gets one.
  await life.until('2027-01-14T09:00')
  expect(await life.letters(tech)).toEqual([])
  await life.until('2027-01-14T17:00')
  await life.letter(tech, /./)
  await life.letter(stranger, /./)
  await life.until('2027-01-18T17:00')
  const tried = await life.letter(tech, /./)
  const wrong = await life.letter(stranger, /./)
  expect(await life.letters(pager)).toEqual([])
  expect(await confirmAddress(life.store, tried.link('/confirm/'))).toBe(true)

  // "This is not me": the address is out, owners and editors get a mail, and what is missing has a deadline.
  await life.until('2027-01-19T10:00')
  expect(await refuseAddress(life.store, wrong.link('/confirm/'))).toBe(true)
  expect(await missing()).toEqual(['operations'])
  const { account: due } = await life.standing()
  expect(Math.round(((due.dueAt ?? 0) - now()) / 86_400_000)).toBe(14)
  for (const email of editors) {
    const told = await life.letters(email)
    expect(told.map(({ text }) => text).join('\n')).toContain(stranger)
  }
  expect(await life.letters(sara)).toEqual([])
  await life.until('2027-01-29T17:00')
  for (const email of editors) expect(await life.letters(email)).toEqual([])
  await life.until('2027-01-30T17:00')
  for (const email of editors) await life.letter(email, /Reminder: contact information due by/)
  await submit(marco, { operations: [row(desk)] })
  expect(await missing()).toEqual([])
  expect((await life.standing()).account.dueAt).toBeNull()
  await confirm(desk)

  // Review.
  await life.until('2027-02-01T10:00')
  await requestReview(life.store, await life.as(marco, 'editor'))
  await life.letter('grace@desk.example', /Review requested/)
  await decide('approve')
  for (const email of editors) expect(await life.letters(email)).toHaveLength(1)

  // The first scheduled drill comes on a working day and is acknowledged in twelve minutes.
  let drill = await life.letters(pager)
  for (let day = 2; drill.length === 0 && day < 20; day++) {
    await life.until(`2027-02-${String(day).padStart(2, '0')}T15:59`)
    drill = await life.letters(pager)
  }
  const asked = drill[0]
  const drilledOn = Temporal.Instant.fromEpochMilliseconds(now())
    .toZonedDateTimeISO('Europe/Rome')
    .toPlainDateTime()
  expect(drilledOn.dayOfWeek).toBeLessThanOrEqual(5)
  await life.until(drilledOn.add({ minutes: 12 }).toString())
  await acknowledgeByMail(life.store, asked?.link('/acknowledge/') ?? '')
  const { reachedAfter } = (await life.standing()).account
  expect(Math.round((reachedAfter ?? 0) / 60_000)).toBe(12)
  expect(await unreachable()).toEqual([])
  await life.letters(tech)

  // The pager's mailbox closes. The next mail bounces; owners and editors get one mail, and one edit fixes it.
  await life.until('2027-04-06T10:00', onWednesdays)
  life.close(pager)
  await decide('disable', 'Bookings fail.')
  await life.until('2027-04-06T10:05')
  expect(await statusOf(pager)).toBe('bouncing')
  expect((await life.letters(tech)).length).toBeGreaterThan(0)
  for (const email of editors) {
    const told = (await life.letters(email)).filter(({ subject }) => subject.includes('is bouncing'))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain(pager)
  }
  await decide('enable')
  expect((await life.letter(tech, /Integration disabled/)).text).toContain('Resolved')
  await submit(marco, { 'technical-emergency': [row(nightPager), row(tech)] })
  expect(await statusOf(pager)).toBeUndefined()
  expect(await unreachable()).toEqual([])
  await confirm(nightPager)

  // One alert contact leaves and another remains. Marco, who stays, signs in now and then.
  await life.until('2027-04-12T10:00')
  await leaveAccount(life.store, await life.as(sara, 'viewer'), { asked: true })
  expect(await missing()).toEqual([])
  expect((await life.standing()).contacts?.alerts).toEqual([(await life.userOf(luca)).id])
  for (const email of everybody) await life.letters(email)

  // The second drill, half a year later: nobody answers, and staff see whom they could not reach, and why.
  await life.until('2027-08-20T17:00', onWednesdays)
  expect(await life.letters(nightPager)).toHaveLength(1)
  expect(await life.letters(tech)).toHaveLength(1)
  expect(await unreachable()).toEqual(['aurora: unanswered'])
  // Giulia drills them again. She cannot answer for them; the pager answers.
  const again = await drillOwnAccount(life.store, await life.as(giulia, 'owner'))
  await life.sent()
  const answering = acknowledgeNotice(life.store, assertOpen(await life.as(giulia, 'viewer')), again)
  await expect(answering).rejects.toMatchObject({ code: 'drill-of-others' })
  await acknowledgeByMail(life.store, (await life.letter(nightPager, /Drill/)).link('/acknowledge/'))
  await life.letters(tech)
  expect(await unreachable()).toEqual([])
  await life.letters(giulia)
  await life.letters(marco)
  await life.letters(luca)

  // Half a year after the last submission a check is due. The system is off for a week around the day of the reminder:
  // one comes when it runs again, and one click answers it.
  await life.until('2027-10-04T17:00', onWednesdays)
  for (const email of editors) await life.letter(email, /Is the contact information still right/)
  await life.until('2027-10-14T17:00')
  await life.switchedOffUntil('2027-10-21T10:00')
  await life.until('2027-10-22T10:00')
  for (const email of [giulia, luca]) await life.letter(email, /still right/)
  const question = await life.letter(marco, /still right/)
  expect(await confirmCheckByMail(life.store, question.link('/review/'))).toBe('answered')
  await touchMembership(life.store, await life.as(marco, 'viewer'))
  await life.until('2027-11-30T10:00', onWednesdays)
  for (const email of everybody) expect(await life.letters(email)).toEqual([])

  // At the next check, the third drill is unanswered, and Luca, an alert contact, has not signed in for more than a year.
  await life.until('2028-04-20T17:00', onWednesdays)
  const raised = await life.letter(giulia, /still right/)
  expect(raised.text).toContain(luca)
  const seen = await findPendingCheck(life.store.read, await life.as(marco, 'editor'))
  expect(seen?.findings.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
    'unreached ',
    `away ${luca}`,
  ])

  // Sara, who left, and Marco, whose pager is gone, ask for erasure: afterwards the store remembers neither.
  await life.sent()
  for (const address of [sara, pager, marco]) {
    await eraseAddress(life.store, life.grace.admin, address)
    await erasureRunner.run(life.store, new AbortController().signal)
    expect(await listColumnsWith(life.store, [address])).toEqual([])
  }
  expect((await life.standing()).members.map(({ email }) => email)).toEqual([giulia, luca])
})

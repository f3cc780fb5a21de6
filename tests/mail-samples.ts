import { faultStages } from '#/db/words/mail.ts'
import { mailNotMade, mailServerRefuses, messageRefused, textsStopped } from '#/lib/admin/health/mails.ts'
import { staffTest } from '#/lib/admin/settings/test-mail.ts'
import { caseAssigned, caseOpened, caseOpenedStaff, caseUpdate } from '#/lib/cases/mails.ts'
import { type ContactsCheck, contactsCheck } from '#/lib/changes/checks/contacts-check.ts'
import {
  accountClosed,
  accountDeletion,
  accountDeletionStaff,
  accountReopened,
} from '#/lib/changes/closing/mails.ts'
import { endpointCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { confirmAddressMail, contactRemoved } from '#/lib/changes/confirmations/mails.ts'
import { confirmStaffAddressMail } from '#/lib/changes/confirmations/staff-address.ts'
import {
  addressRefused,
  endpointDisabled,
  endpointProofCode,
  type RemovedAddress,
} from '#/lib/changes/contacts/mails.ts'
import { contactsDue, contactsDueReminder, contactsNudge } from '#/lib/changes/gate/contacts-due.ts'
import { invitation, staffInvitation } from '#/lib/changes/invitations/invitation.ts'
import {
  addressChangeCode,
  addressChanged,
  askOwnersToInviteMail,
  memberPasskeysReset,
  removedFromAccount,
  roleChanged,
} from '#/lib/changes/members/mails.ts'
import { reviewDecided, reviewRequested } from '#/lib/changes/review/mails.ts'
import { signInCode } from '#/lib/changes/sign-in/sign-in-code.ts'
import { passkeyAdded, passkeyRemoved, passkeysReset } from '#/lib/identity/passkeys/passkeys.ts'
import { announcementTest } from '#/lib/notices/announcements/preview.ts'
import { addressBouncing } from '#/lib/notices/bounces/address-bouncing.ts'
import { announcement } from '#/lib/notices/delivery/announcement.ts'
import {
  type NoticeFacts,
  type NoticeMail,
  notice,
  noticeEscalation,
  noticeResolved,
} from '#/lib/notices/delivery/notice.ts'
import {
  type DigestMail,
  noticeDigest,
  noticeDigestResolved,
  noticeEscalations,
} from '#/lib/notices/delivery/notice-digest.ts'
import { noticeUnroutable } from '#/lib/notices/delivery/unroutable.ts'
import { endpointProbe } from '#/lib/notices/endpoints/watch.ts'
import { type CalendarEntry, type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { addressErased, numberErased } from '#/lib/privacy/erasure/address-erased.ts'
import { completeContacts } from '#/seed/accounts.ts'

const accountName = 'Clinica Aurora'
const due = Date.UTC(2026, 5, 19, 9, 30)
const link = 'https://desk.example/accounts/clinica-aurora/configuration/contact-information'
const timeZone = 'Europe/Rome'
const token = 'hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY'
const invited = { link: `https://desk.example/invitations/${token}`, expiresAt: due }

const named = { accountName, link }
const closed = {
  accountName,
  reason: 'The clinic has ended its contract.',
  deletedAt: due,
  contact: 'support@desk.example',
  link: 'https://desk.example/accounts/clinica-aurora',
  timeZone,
}

const question = {
  confirmationId: '019',
  accountName,
  address: 'oncall@clinica-aurora.example',
  askerName: 'Giulia Ferri',
  fields: ['technical-emergency', 'operations', 'brand-support'],
  kind: 'first',
  until: due,
} satisfies Parameters<typeof confirmAddressMail.compose>[0]
const takenOut = {
  fields: ['operations', 'brand-support'],
  missing: ['brand-support'],
  dueAt: due,
} satisfies Partial<RemovedAddress>
const spared = { fields: ['technical'], missing: [], dueAt: null } satisfies Partial<RemovedAddress>
const ofCase = {
  number: 1042,
  urgent: false,
  subject: 'Bookings fail since this morning',
  accountName,
  authorName: 'Chiara',
  link: 'https://desk.example/accounts/clinica-aurora/support/1042',
}

const facts: NoticeFacts = {
  accountName,
  announced: false,
  category: 'production-alert',
  kind: 'event',
  topic: null,
  summary: 'Feed error rate 23%',
  details: '412 of 1,790 requests for availability failed.',
  meaning: 'Users see no free slots.',
  remedy: 'Check the certificate of the feed server.',
  links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
  since: due,
  timeZone,
  link: 'https://desk.example/accounts/clinica-aurora/notices/019',
}
const noticeMail: NoticeMail = {
  ...facts,
  part: 'notice',
  purpose: 'alerts',
  copy: false,
  asksAnswer: true,
  deadline: { at: due + 4 * day, left: 4 * day, next: null },
  calendar: null,
  skipReason: null,
  others: ['bruno@clinica-aurora.example'],
  staffNotified: false,
  acknowledgeLink: `https://desk.example/acknowledge/${token}`,
}
const maintenance: CalendarEntry = {
  id: '019aaaaa-0000-7000-8000-000000000009',
  sequence: 0,
  writtenAt: due,
  startsAt: due + 10 * hour,
  endsAt: due + 12 * hour,
  zone: 'Europe/Rome',
  summary: facts.summary,
  description: `${facts.details}\n\n${facts.link}`,
  url: facts.link,
}
const silent = { summary: '', details: '', meaning: '', remedy: '', links: [] }
const technical = { ...noticeMail, category: 'technical', purpose: 'technical' } as const
const next = { addresses: ['tech@clinica-aurora.example'], again: false }
const soon = { at: due + 30 * minute, left: 30 * minute, next }
const emergency = { ...noticeMail, category: 'emergency', deadline: soon } as const
const drill = { ...emergency, kind: 'drill', deadline: { at: due + day, left: day, next: null } } as const
const trial = { ...noticeMail, kind: 'test', deadline: null } as const
const lost = {
  account: accountName,
  known: true,
  category: 'emergency',
  summary: 'Bookings fail',
  cause: 'nobody',
  at: due,
} as const
const misspelt = { account: 'clinica-auror', known: false, cause: 'unknown' } as const
const unroutable = {
  ...{ count: 1, urgent: 0, deadline: null, timeZone },
  link: 'https://desk.example/admin/notices?state=unroutable',
}
const ofDigest = {
  accountName,
  category: 'production-alert' as const,
  count: 120,
  items: [
    { summary: 'Feed error rate 23%', at: due, resolved: false },
    { summary: 'Slots out of date', at: due, resolved: true },
  ],
  timeZone,
  link: 'https://desk.example/accounts/clinica-aurora/notices',
}
const manyItems = Array.from({ length: 14 }, (_, n) => ({
  summary: `Slot server ${n + 1} answers 503`,
  at: due,
  resolved: false,
}))
const digestMail: DigestMail = {
  ...ofDigest,
  isEscalation: false,
  purpose: 'alerts',
  copy: false,
  acknowledgeLink: noticeMail.acknowledgeLink,
}

const finding = { name: '', address: 'tech@clinica-aurora.example', fields: ['technical' as const] }
const check: ContactsCheck = {
  accountName,
  version: 3,
  reviewDays: 180,
  reminder: false,
  contacts: completeContacts(['019'], { 'merchant-issues': [] }),
  alerts: ['Marco Bianchi (marco@clinica-aurora.example)'],
  raised: [
    { ...finding, kind: 'bouncing', since: due },
    { ...finding, kind: 'unconfirmed', since: due },
    { ...finding, kind: 'unconfirmed', since: null },
    { ...finding, kind: 'away', name: 'Marco Bianchi', fields: ['alerts'], since: due - 400 * day },
  ],
  link,
}

/** One mail of each template and each of its variants, for tests and for reading the wording. */
export const samples: FilledMail[] = [
  fill(signInCode, {
    code: '04718263',
    link: `https://desk.example/sign-in/link?token=${token}`,
    minutes: 10,
    browser: 'Firefox, Linux',
  }),
  fill(invitation, { ...invited, accountName, inviterName: 'Giulia Rossi', role: 'editor' }),
  fill(invitation, { ...named, inviterName: '', role: 'owner', expiresAt: due }),
  fill(staffInvitation, { ...invited, inviterName: 'Ada Lovato', role: 'support', needsPasskey: true }),
  fill(staffInvitation, { ...invited, inviterName: 'ada@desk.example', role: 'admin', needsPasskey: false }),
  fill(addressChangeCode, { code: '00419385', minutes: 10 }),
  fill(endpointProofCode, { accountName, code: '20418833', minutes: 10 }),
  fill(passkeyAdded, { name: 'Chrome on Windows' }),
  fill(passkeyRemoved, { name: 'Old phone' }),
  fill(passkeysReset, { count: 2 }),
  fill(passkeysReset, { count: 1, isPartner: true }),
  fill(memberPasskeysReset, {
    accountName,
    memberName: 'Sara Conti',
    memberEmail: 'sara@clinica-aurora.example',
    link: 'https://desk.example/accounts/clinica-aurora/configuration/users',
  }),
  fill(addressChanged, { newAddress: 'giulia.nuova@clinica-aurora.example' }),
  fill(askOwnersToInviteMail, {
    accountName,
    askerName: 'Sara Conti',
    askerEmail: 'sara@clinica-aurora.example',
    text: 'Please invite Luca (luca@partner-it.example): he is on call from Monday.',
    link: 'https://desk.example/accounts/clinica-aurora/configuration/users',
  }),
  fill(contactsDue, { ...named, missing: ['alerts', 'merchant-issues'], dueAt: due }),
  fill(contactsDueReminder, { ...named, missing: ['alerts'], dueAt: due }),
  fill(contactsNudge, { ...named, missing: ['alerts', 'support-hours'], dueAt: null }),
  fill(contactsNudge, { ...named, missing: ['alerts'], dueAt: due }),
  fill(contactsCheck, check),
  fill(contactsCheck, { ...check, reminder: true, raised: [] }),
  fill(contactsCheck, { ...check, raised: [{ ...finding, kind: 'unconfirmed', since: due }] }),
  fill(contactsCheck, {
    ...check,
    raised: [{ name: '', address: '', fields: ['technical-emergency'], kind: 'unreached', since: due }],
  }),
  fill(confirmAddressMail, question),
  fill(confirmAddressMail, { ...question, askerName: '', kind: 'reminder' }),
  fill(endpointCode, { accountName, code: '04718263' }),
  fill(endpointProbe, { accountName }),
  fill(contactRemoved, {
    accountName,
    address: 'oncall@clinica-aurora.example',
    fields: ['technical-emergency'],
  }),
  fill(addressRefused, { ...named, ...takenOut, address: 'help@clinica-aurora.example' }),
  fill(endpointDisabled, {
    ...{ accountName, endpoint: 'Night rota (Webhook · hooks.clinica-aurora.example)' },
    reason: 'Whoever reads there asked us to stop these messages.',
    link: 'https://desk.example/accounts/clinica-aurora/configuration/endpoints/019',
  }),
  fill(addressRefused, { ...named, ...spared, address: 'help@clinica-aurora.example' }),
  fill(addressErased, { ...named, ...takenOut }),
  fill(addressErased, { ...named, ...spared }),
  fill(numberErased, { ...named, fields: ['technical-emergency'] }),
  fill(numberErased, { ...named, fields: [] }),
  fill(caseOpenedStaff, {
    ...ofCase,
    urgent: true,
    authorName: 'Marco Bianchi',
    situation: 'integration-down',
    text: 'Every booking since 07:40 answers 500.',
  }),
  fill(caseOpened, { ...ofCase, text: 'Your feed has been late since Monday.', purpose: 'technical' }),
  fill(caseUpdate, { ...ofCase, fromStaff: true, text: 'Have you seen it?', purpose: 'owners' }),
  fill(caseUpdate, { ...ofCase, fromStaff: true, text: 'We see the errors too.' }),
  fill(caseUpdate, { ...ofCase, fromStaff: true, text: 'The certificate was renewed.', closed: true }),
  fill(caseUpdate, { ...ofCase, fromStaff: false, text: '', closed: true, toStaff: true }),
  fill(caseAssigned, ofCase),
  fill(reviewRequested, named),
  ...(['approved', 'sent-back', 'disabled', 'enabled'] as const).map((decision) =>
    fill(reviewDecided, { ...named, decision, reason: 'More than half of the bookings fail.' }),
  ),
  fill(accountClosed, closed),
  fill(accountClosed, { ...closed, contact: '' }),
  fill(accountDeletion, closed),
  fill(accountDeletionStaff, { accountName, reason: closed.reason, deletedAt: due, link }),
  fill(accountReopened, { accountName, link }),
  fill(removedFromAccount, { accountName }),
  fill(confirmStaffAddressMail, { address: 'team@desk.example', until: due }),
  fill(staffTest, { sentBy: 'Lorenzo Vitali', link }),
  fill(roleChanged, { accountName, role: 'owner' }),
  fill(notice, noticeMail),
  fill(notice, { ...noticeMail, details: 'upstream timed out. '.repeat(60).trim() }),
  fill(notice, { ...noticeMail, part: 'reminder', deadline: { at: due, left: -day, next: null } }),
  fill(notice, { ...emergency, purpose: 'technical-emergency' }),
  fill(notice, {
    ...emergency,
    deadline: { ...soon, next: { addresses: ['a@x.example', 'b@x.example', 'c@x.example'], again: false } },
  }),
  fill(notice, {
    ...emergency,
    deadline: { ...soon, next: { addresses: [], again: true } },
    part: 'escalation',
    purpose: 'owners',
    skipReason: 'unreached',
    staffNotified: true,
    meaning: '',
    remedy: '',
    others: [],
  }),
  ...[5, 1, 0].map((left) =>
    fill(notice, { ...emergency, part: 'repeat', repeat: { minutes: 10, left }, staffNotified: true }),
  ),
  fill(notice, { ...noticeMail, details: '', links: [] }),
  fill(notice, { ...trial, part: 'reminder', copy: true, others: [] }),
  fill(notice, { ...trial, ...silent, topic: 'test-notice' }),
  fill(notice, { ...drill, ...silent, topic: 'drill', purpose: 'technical-emergency' }),
  fill(notice, {
    ...emergency,
    ...silent,
    topic: 'integration-disabled',
    details: 'More than half of the bookings fail.',
  }),
  fill(announcement, { ...technical, announced: true, calendar: maintenance }),
  fill(announcement, {
    ...technical,
    announced: true,
    asksAnswer: false,
    acknowledgeLink: '',
    calendar: maintenance,
  }),
  fill(announcement, { ...emergency, announced: true, meaning: '', remedy: '', links: [], others: [] }),
  fill(announcementTest, { ...technical, announced: true }),
  fill(noticeResolved, {
    ...facts,
    category: 'emergency',
    details: '',
    meaning: '',
    remedy: '',
    purpose: 'technical',
    resolvedAt: due + hour,
    answerDue: true,
    acknowledgeLink: noticeMail.acknowledgeLink,
  }),
  fill(noticeDigest, digestMail),
  fill(noticeDigest, { ...digestMail, items: manyItems, count: 120 }),
  fill(noticeDigest, { ...digestMail, category: 'emergency', deadline: soon, count: 2 }),
  fill(noticeDigest, { ...digestMail, category: 'emergency', isEscalation: true, count: 2 }),
  fill(noticeDigest, { ...digestMail, category: 'emergency', count: 2, repeat: { minutes: 10, left: 5 } }),
  fill(noticeDigestResolved, { ...digestMail, acknowledgeLink: '' }),
  fill(noticeDigestResolved, { ...digestMail, category: 'emergency', count: 2 }),
  fill(noticeEscalations, {
    ...ofDigest,
    category: 'emergency',
    openFor: 30 * minute,
    notified: ['oncall@clinica-aurora.example'],
    deadline: soon,
  }),
  fill(noticeEscalation, {
    ...facts,
    category: 'emergency',
    openFor: 60 * minute,
    notified: ['oncall@clinica-aurora.example'],
    deadline: soon,
  }),
  fill(noticeUnroutable, {
    ...unroutable,
    count: 3,
    items: [
      { ...lost, category: 'technical', summary: 'API version ends' },
      { ...lost, ...misspelt, category: 'production-alert', summary: 'Feed error rate' },
    ],
  }),
  fill(noticeUnroutable, {
    ...unroutable,
    urgent: 1,
    items: [lost],
    deadline: { ...soon, next: { addresses: [], again: false } },
  }),
  fill(noticeUnroutable, { ...unroutable, urgent: 1, items: [{ ...lost, ...misspelt }] }),
  fill(noticeUnroutable, {
    ...unroutable,
    count: 2,
    urgent: 2,
    items: [lost, { ...lost, summary: 'Search fails' }],
  }),
  ...([['technical-emergency'], ['brand-support'], ['alerts', 'owners']] as const).map(([...serves]) =>
    fill(addressBouncing, { ...named, address: 'giulia@clinica-aurora.example', serves }),
  ),
  fill(addressBouncing, {
    ...named,
    address: 'ntfy · ntfy.clinica-aurora.example',
    serves: ['technical-emergency'],
    endpoint: { reason: 'HTTP 404' },
  }),
  ...faultStages.map((stage) =>
    fill(mailServerRefuses, {
      server: 'smtp.desk.example:587',
      stage,
      answer: 'AUTH PLAIN 535 5.7.8 Authentication credentials invalid',
      at: due,
      link,
    }),
  ),
  fill(textsStopped, { limit: 'total', at: due, link }),
  fill(messageRefused, {
    ...{ accountName: 'Levante', service: 'Slack', endpoint: 'Night rota · Slack · hooks.slack.com' },
    ...{ answer: 'HTTP 400: the message was not accepted', isGateway: false, at: due, link },
  }),
  fill(mailNotMade, { template: 'contacts-due', error: 'There is no role guest.', at: due, link }),
]

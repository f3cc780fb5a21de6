import { faultStages } from '#/db/words/mail.ts'
import { mailNotMade } from '#/lib/admin/health/mail-not-made.ts'
import { mailServerRefuses } from '#/lib/admin/health/mail-server-refuses.ts'
import { staffTest } from '#/lib/admin/settings/staff-test.ts'
import { caseAssigned, caseOpenedStaff, caseUpdate } from '#/lib/cases/mails.ts'
import { contactsNudge } from '#/lib/changes/accounts/contacts-nudge.ts'
import {
  accountClosed,
  accountDeletion,
  accountDeletionStaff,
  accountReopened,
} from '#/lib/changes/closing/mails.ts'
import { confirmAddressMail, contactRemoved } from '#/lib/changes/confirmations/mails.ts'
import { addressRefused } from '#/lib/changes/contacts/mails.ts'
import { contactsDue, contactsDueReminder } from '#/lib/changes/gate/contacts-due.ts'
import { invitation } from '#/lib/changes/invitations/invitation.ts'
import { launchDecided, reviewRequested } from '#/lib/changes/launch/mails.ts'
import {
  addressChangeCode,
  addressChanged,
  askOwnersToInviteMail,
  removedFromAccount,
  roleChanged,
} from '#/lib/changes/members/mails.ts'
import { type ContactsReview, contactsReview } from '#/lib/changes/reviews/contacts-review.ts'
import { signInCode } from '#/lib/changes/sign-in/sign-in-code.ts'
import { passkeyAdded, passkeyRemoved, passkeysReset } from '#/lib/identity/passkeys/passkeys.ts'
import { announcementTest } from '#/lib/notices/announcements/preview.ts'
import { addressBouncing } from '#/lib/notices/bounces/address-bouncing.ts'
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
  noticeUnroutable,
} from '#/lib/notices/delivery/notice-digest.ts'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { addressErased } from '#/lib/privacy/erasure/address-erased.ts'

const accountName = 'Clinica Aurora'
const due = Date.UTC(2026, 5, 19, 9, 30)
const link = 'https://desk.example/accounts/clinica-aurora/configuration/contact-information'
const timeZone = 'Europe/Rome'

const closed = {
  accountName,
  reason: 'The clinic has ended its contract.',
  deletedAt: due,
  contact: 'support@desk.example',
  link: 'https://desk.example/accounts/clinica-aurora',
  timeZone,
}

const facts: NoticeFacts = {
  accountName,
  category: 'production-alert',
  kind: 'event',
  topic: null,
  summary: 'Feed error rate 23 %',
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
  handedOn: null,
  others: ['bruno@clinica-aurora.example'],
  staffTold: false,
  acknowledgeLink: 'https://desk.example/acknowledge/hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY',
}
const digestMail: Omit<DigestMail, 'acknowledgeLink'> = {
  accountName,
  category: 'production-alert',
  count: 120,
  items: [
    { summary: 'Feed error rate 23 %', at: due, resolved: false },
    { summary: 'Slots out of date', at: due, resolved: true },
  ],
  purpose: 'alerts',
  copy: false,
  timeZone,
  link: 'https://desk.example/accounts/clinica-aurora/notices',
}

const review: ContactsReview = {
  accountName,
  version: 3,
  reviewDays: 180,
  reminder: false,
  contacts: {
    alerts: ['019'],
    'technical-emergency': [
      { address: 'oncall@clinica-aurora.example', label: 'On-call pager', locale: 'en' },
    ],
    technical: [{ address: 'tech@clinica-aurora.example', label: '', locale: null }],
    'merchant-issues': [],
    operations: [{ address: 'ufficio@clinica-aurora.example', label: '', locale: null }],
    'brand-support': {
      address: 'help@clinica-aurora.example',
      label: '',
      locale: null,
      phone: '+39 080 555 0142',
      helpUrl: '',
    },
    'support-hours': [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: timeZone }],
  },
  alerts: ['Marco Bianchi (marco@clinica-aurora.example)'],
  raised: [
    { kind: 'bouncing', name: '', address: 'tech@clinica-aurora.example', fields: ['technical'], since: due },
    {
      kind: 'unconfirmed',
      name: '',
      address: 'oncall@clinica-aurora.example',
      fields: ['technical-emergency'],
      since: due,
    },
    {
      kind: 'unconfirmed',
      name: '',
      address: 'ufficio@clinica-aurora.example',
      fields: ['operations'],
      since: null,
    },
    {
      kind: 'away',
      name: 'Marco Bianchi',
      address: 'marco@clinica-aurora.example',
      fields: ['alerts'],
      since: due - 400 * day,
    },
  ],
  link,
}

/** One mail of each template, and of each decision: what tests read and what one looks at when wording them. */
export const samples: FilledMail[] = [
  fill(signInCode, {
    code: '04718263',
    link: 'https://desk.example/sign-in/link?token=hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY',
    minutes: 10,
    browser: 'Firefox, Linux',
  }),
  fill(invitation, {
    accountName,
    inviterName: 'Giulia Rossi',
    role: 'editor',
    link: 'https://desk.example/invitations/hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY',
    expiresAt: due,
  }),
  fill(invitation, {
    accountName,
    inviterName: '',
    role: 'owner',
    link: 'https://desk.example/invitations/x',
    expiresAt: due,
  }),
  fill(addressChangeCode, { code: '00419385', minutes: 10 }),
  fill(passkeyAdded, { name: 'Chrome on Windows' }),
  fill(passkeyRemoved, { name: 'Old phone' }),
  fill(passkeysReset, { count: 2 }),
  fill(addressChanged, { newAddress: 'giulia.nuova@clinica-aurora.example' }),
  fill(askOwnersToInviteMail, {
    accountName,
    askerName: 'Sara Conti',
    askerEmail: 'sara@clinica-aurora.example',
    text: 'Please invite Luca (luca@partner-it.example): he is on call from Monday.',
    link: 'https://desk.example/accounts/clinica-aurora/configuration/users',
  }),
  fill(contactsDue, { accountName, missing: ['alerts', 'merchant-issues'], dueAt: due, link }),
  fill(contactsDueReminder, { accountName, missing: ['alerts'], dueAt: due, link }),
  fill(contactsNudge, { accountName, missing: ['alerts', 'support-hours'], dueAt: null, link }),
  fill(contactsNudge, { accountName, missing: ['alerts'], dueAt: due, link }),
  fill(contactsReview, review),
  fill(contactsReview, { ...review, reminder: true, raised: [] }),
  fill(confirmAddressMail, {
    confirmationId: '019',
    accountName,
    address: 'oncall@clinica-aurora.example',
    askerName: 'Giulia Ferri',
    fields: ['technical-emergency', 'operations', 'brand-support'],
    kind: 'first',
    until: due,
  }),
  fill(confirmAddressMail, {
    confirmationId: '019',
    accountName,
    address: 'tech@clinica-aurora.example',
    askerName: '',
    fields: ['technical', 'merchant-issues'],
    kind: 'reminder',
    until: due,
  }),
  fill(contactRemoved, {
    accountName,
    address: 'oncall@clinica-aurora.example',
    fields: ['technical-emergency'],
  }),
  fill(addressRefused, {
    accountName,
    address: 'help@clinica-aurora.example',
    fields: ['operations', 'brand-support'],
    missing: ['brand-support'],
    dueAt: due,
    link,
  }),
  fill(addressRefused, {
    accountName,
    address: 'help@clinica-aurora.example',
    fields: ['technical'],
    missing: [],
    dueAt: null,
    link,
  }),
  fill(addressErased, { accountName, fields: ['operations'], missing: ['operations'], dueAt: due, link }),
  fill(addressErased, {
    accountName,
    fields: ['technical', 'technical-emergency'],
    missing: [],
    dueAt: null,
    link,
  }),
  fill(caseOpenedStaff, {
    number: 1042,
    subject: 'Bookings fail since this morning',
    accountName,
    authorName: 'Marco Bianchi',
    situation: 'integration-down',
    text: 'Every booking since 07:40 answers 500.',
    link: 'https://desk.example/admin/cases/1042',
  }),
  fill(caseUpdate, {
    number: 1042,
    subject: 'Bookings fail since this morning',
    accountName,
    authorName: 'Chiara',
    fromStaff: true,
    text: 'We see the errors too.',
    link: 'https://desk.example/accounts/clinica-aurora/support/1042',
  }),
  fill(caseUpdate, {
    number: 1042,
    subject: 'Bookings fail since this morning',
    accountName,
    authorName: 'Chiara',
    fromStaff: true,
    text: 'The certificate was renewed; bookings work again.',
    link: 'https://desk.example/accounts/clinica-aurora/support/1042',
    closed: true,
  }),
  fill(caseAssigned, {
    number: 1042,
    subject: 'Bookings fail since this morning',
    accountName,
    authorName: 'Chiara',
    link: 'https://desk.example/admin/cases/1042',
  }),
  fill(reviewRequested, { accountName, link: 'https://desk.example/admin/accounts/clinica-aurora' }),
  fill(launchDecided, { accountName, decision: 'approved', reason: '', link }),
  fill(launchDecided, {
    accountName,
    decision: 'sent-back',
    reason: 'The feed lacks the opening hours of two clinics.',
    link,
  }),
  fill(launchDecided, {
    accountName,
    decision: 'disabled',
    reason: 'More than half of the bookings fail.',
    link,
  }),
  fill(launchDecided, { accountName, decision: 'enabled', reason: '', link }),
  fill(accountClosed, closed),
  fill(accountClosed, { ...closed, contact: '' }),
  fill(accountDeletion, closed),
  fill(accountDeletionStaff, { accountName, reason: closed.reason, deletedAt: due, link }),
  fill(accountReopened, { accountName, link }),
  fill(removedFromAccount, { accountName }),
  fill(staffTest, { sentBy: 'Lorenzo Vitali', link }),
  fill(roleChanged, { accountName, role: 'owner' }),
  fill(notice, noticeMail),
  fill(notice, {
    ...noticeMail,
    category: 'emergency',
    part: 'escalation',
    purpose: 'owners',
    handedOn: 'unreached',
    staffTold: true,
    meaning: '',
    remedy: '',
    others: [],
  }),
  fill(notice, { ...noticeMail, kind: 'test', part: 'reminder', copy: true, others: [] }),
  fill(notice, {
    ...noticeMail,
    category: 'emergency',
    kind: 'drill',
    topic: 'drill',
    purpose: 'technical-emergency',
    summary: '',
    details: '',
    meaning: '',
    remedy: '',
    links: [],
  }),
  fill(announcementTest, { ...noticeMail, category: 'technical', purpose: 'technical' }),
  fill(noticeResolved, {
    ...facts,
    details: '',
    meaning: '',
    remedy: '',
    purpose: 'technical',
    resolvedAt: due + hour,
    answerDue: true,
    acknowledgeLink: noticeMail.acknowledgeLink,
  }),
  fill(noticeDigest, { ...digestMail, acknowledgeLink: noticeMail.acknowledgeLink }),
  fill(noticeDigestResolved, digestMail),
  fill(noticeEscalation, { ...facts, openFor: 60 * minute, told: ['oncall@clinica-aurora.example'] }),
  fill(noticeUnroutable, {
    count: 3,
    items: [
      { account: accountName, known: true, category: 'technical', summary: 'API version ends' },
      { account: 'clinica-auror', known: false, category: 'production-alert', summary: 'Feed error rate' },
    ],
    link: 'https://desk.example/admin/notices',
  }),
  fill(addressBouncing, {
    accountName,
    address: 'oncall@clinica-aurora.example',
    serves: ['technical-emergency'],
    link,
  }),
  fill(addressBouncing, {
    accountName,
    address: 'help@clinica-aurora.example',
    serves: ['brand-support'],
    link,
  }),
  fill(addressBouncing, {
    accountName,
    address: 'giulia@clinica-aurora.example',
    serves: ['alerts', 'owners'],
    link,
  }),
  ...faultStages.map(
    (stage): FilledMail =>
      fill(mailServerRefuses, {
        server: 'smtp.desk.example:587',
        stage,
        answer: 'AUTH PLAIN 535 5.7.8 Authentication credentials invalid',
        at: due,
        link: 'https://desk.example/admin/notices/deliveries',
      }),
  ),
  fill(mailNotMade, {
    template: 'contacts-due',
    error: 'There is no role guest.',
    at: due,
    link: 'https://desk.example/admin/notices/deliveries',
  }),
]

import { faultStages } from '#/db/words/mail.ts'
import type { MailContent } from '#/lib/boot/mails.ts'
import type { ContactsReview } from '#/lib/changes/reviews/contacts-review.ts'
import type { NoticeFacts, NoticeMail } from '#/lib/notices/delivery/notice.ts'
import type { DigestMail } from '#/lib/notices/delivery/notice-digest.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'

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
export const samples: MailContent[] = [
  {
    template: 'sign-in-code',
    data: {
      code: '04718263',
      link: 'https://desk.example/sign-in/link?token=hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY',
      minutes: 10,
      browser: 'Firefox, Linux',
    },
  },
  {
    template: 'invitation',
    data: {
      accountName,
      inviterName: 'Giulia Rossi',
      role: 'editor',
      link: 'https://desk.example/invitations/hY3nq0b7w2Fz8m1Kx5vR9tL4cJ6sD0aGfE2uPpQiWoY',
      expiresAt: due,
    },
  },
  {
    template: 'invitation',
    data: {
      accountName,
      inviterName: '',
      role: 'owner',
      link: 'https://desk.example/invitations/x',
      expiresAt: due,
    },
  },
  { template: 'address-change-code', data: { code: '00419385', minutes: 10 } },
  { template: 'passkey-added', data: { name: 'Chrome on Windows' } },
  { template: 'passkey-removed', data: { name: 'Old phone' } },
  { template: 'passkeys-reset', data: { count: 2 } },
  { template: 'address-changed', data: { newAddress: 'giulia.nuova@clinica-aurora.example' } },
  {
    template: 'ask-owners-to-invite',
    data: {
      accountName,
      askerName: 'Sara Conti',
      askerEmail: 'sara@clinica-aurora.example',
      text: 'Please invite Luca (luca@partner-it.example): he is on call from Monday.',
      link: 'https://desk.example/accounts/clinica-aurora/configuration/users',
    },
  },
  {
    template: 'contacts-due',
    data: { accountName, missing: ['alerts', 'merchant-issues'], dueAt: due, link },
  },
  {
    template: 'contacts-due-reminder',
    data: { accountName, missing: ['alerts'], dueAt: due, link },
  },
  {
    template: 'contacts-nudge',
    data: { accountName, missing: ['alerts', 'support-hours'], dueAt: null, link },
  },
  { template: 'contacts-nudge', data: { accountName, missing: ['alerts'], dueAt: due, link } },
  { template: 'contacts-review', data: review },
  { template: 'contacts-review', data: { ...review, reminder: true, raised: [] } },
  {
    template: 'confirm-address',
    data: {
      confirmationId: '019',
      accountName,
      address: 'oncall@clinica-aurora.example',
      askerName: 'Giulia Ferri',
      fields: ['technical-emergency', 'operations', 'brand-support'],
      kind: 'first',
      until: due,
    },
  },
  {
    template: 'confirm-address',
    data: {
      confirmationId: '019',
      accountName,
      address: 'tech@clinica-aurora.example',
      askerName: '',
      fields: ['technical', 'merchant-issues'],
      kind: 'reminder',
      until: due,
    },
  },
  {
    template: 'contact-removed',
    data: { accountName, address: 'oncall@clinica-aurora.example', fields: ['technical-emergency'] },
  },
  {
    template: 'address-refused',
    data: {
      accountName,
      address: 'help@clinica-aurora.example',
      fields: ['operations', 'brand-support'],
      missing: ['brand-support'],
      dueAt: due,
      link,
    },
  },
  {
    template: 'address-refused',
    data: {
      accountName,
      address: 'help@clinica-aurora.example',
      fields: ['technical'],
      missing: [],
      dueAt: null,
      link,
    },
  },
  {
    template: 'address-erased',
    data: { accountName, fields: ['operations'], missing: ['operations'], dueAt: due, link },
  },
  {
    template: 'address-erased',
    data: { accountName, fields: ['technical', 'technical-emergency'], missing: [], dueAt: null, link },
  },
  {
    template: 'case-opened-staff',
    data: {
      number: 1042,
      subject: 'Bookings fail since this morning',
      accountName,
      authorName: 'Marco Bianchi',
      situation: 'integration-down',
      text: 'Every booking since 07:40 answers 500.',
      link: 'https://desk.example/admin/cases/1042',
    },
  },
  {
    template: 'case-update',
    data: {
      number: 1042,
      subject: 'Bookings fail since this morning',
      accountName,
      authorName: 'Chiara',
      fromStaff: true,
      text: 'We see the errors too.',
      link: 'https://desk.example/accounts/clinica-aurora/support/1042',
    },
  },
  {
    template: 'case-update',
    data: {
      number: 1042,
      subject: 'Bookings fail since this morning',
      accountName,
      authorName: 'Chiara',
      fromStaff: true,
      text: 'The certificate was renewed; bookings work again.',
      link: 'https://desk.example/accounts/clinica-aurora/support/1042',
      closed: true,
    },
  },
  {
    template: 'case-assigned',
    data: {
      number: 1042,
      subject: 'Bookings fail since this morning',
      accountName,
      authorName: 'Chiara',
      link: 'https://desk.example/admin/cases/1042',
    },
  },
  {
    template: 'review-requested',
    data: { accountName, link: 'https://desk.example/admin/accounts/clinica-aurora' },
  },
  { template: 'launch-decided', data: { accountName, decision: 'approved', reason: '', link } },
  {
    template: 'launch-decided',
    data: {
      accountName,
      decision: 'sent-back',
      reason: 'The feed lacks the opening hours of two clinics.',
      link,
    },
  },
  {
    template: 'launch-decided',
    data: { accountName, decision: 'disabled', reason: 'More than half of the bookings fail.', link },
  },
  { template: 'launch-decided', data: { accountName, decision: 'enabled', reason: '', link } },
  { template: 'account-closed', data: closed },
  { template: 'account-closed', data: { ...closed, contact: '' } },
  { template: 'account-deletion', data: closed },
  {
    template: 'account-deletion-staff',
    data: { accountName, reason: closed.reason, deletedAt: due, link },
  },
  { template: 'account-reopened', data: { accountName, link } },
  { template: 'removed-from-account', data: { accountName } },
  { template: 'staff-test', data: { sentBy: 'Lorenzo Vitali', link } },
  { template: 'role-changed', data: { accountName, role: 'owner' } },
  { template: 'notice', data: noticeMail },
  {
    template: 'notice',
    data: {
      ...noticeMail,
      category: 'emergency',
      part: 'escalation',
      purpose: 'owners',
      handedOn: 'unreached',
      staffTold: true,
      meaning: '',
      remedy: '',
      others: [],
    },
  },
  { template: 'notice', data: { ...noticeMail, kind: 'test', part: 'reminder', copy: true, others: [] } },
  {
    template: 'notice',
    data: {
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
    },
  },
  { template: 'announcement-test', data: { ...noticeMail, category: 'technical', purpose: 'technical' } },
  {
    template: 'notice-resolved',
    data: {
      ...facts,
      details: '',
      meaning: '',
      remedy: '',
      purpose: 'technical',
      resolvedAt: due + hour,
      answerDue: true,
      acknowledgeLink: noticeMail.acknowledgeLink,
    },
  },
  {
    template: 'notice-digest',
    data: { ...digestMail, acknowledgeLink: noticeMail.acknowledgeLink },
  },
  { template: 'notice-digest-resolved', data: digestMail },
  {
    template: 'notice-escalation',
    data: { ...facts, openFor: 60 * minute, told: ['oncall@clinica-aurora.example'] },
  },
  {
    template: 'notice-unroutable',
    data: {
      count: 3,
      items: [
        { account: accountName, known: true, category: 'technical', summary: 'API version ends' },
        { account: 'clinica-auror', known: false, category: 'production-alert', summary: 'Feed error rate' },
      ],
      link: 'https://desk.example/admin/notices',
    },
  },
  {
    template: 'address-bouncing',
    data: { accountName, address: 'oncall@clinica-aurora.example', serves: ['technical-emergency'], link },
  },
  {
    template: 'address-bouncing',
    data: { accountName, address: 'help@clinica-aurora.example', serves: ['brand-support'], link },
  },
  {
    template: 'address-bouncing',
    data: { accountName, address: 'giulia@clinica-aurora.example', serves: ['alerts', 'owners'], link },
  },
  ...faultStages.map(
    (stage): MailContent => ({
      template: 'mail-server-refuses',
      data: {
        server: 'smtp.desk.example:587',
        stage,
        answer: 'AUTH PLAIN 535 5.7.8 Authentication credentials invalid',
        at: due,
        link: 'https://desk.example/admin/notices/deliveries',
      },
    }),
  ),
  {
    template: 'mail-not-made',
    data: {
      template: 'contacts-due',
      error: 'There is no role guest.',
      at: due,
      link: 'https://desk.example/admin/notices/deliveries',
    },
  },
]

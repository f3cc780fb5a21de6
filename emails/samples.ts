import type { MailContent } from './templates.ts'

const accountName = 'Clinica Aurora'
const due = Date.UTC(2026, 5, 19, 9, 30)
const link = 'https://desk.example/accounts/clinica-aurora/configuration/contact-information'
const timeZone = 'Europe/Rome'

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
    data: { accountName, missing: ['alerts', 'merchant-issues'], dueAt: due, link, timeZone },
  },
  {
    template: 'contacts-due-reminder',
    data: { accountName, missing: ['alerts'], dueAt: due, link, timeZone },
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
  { template: 'removed-from-account', data: { accountName } },
  { template: 'role-changed', data: { accountName, role: 'owner' } },
]

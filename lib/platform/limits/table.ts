import { env } from '#/env.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/** At most `most` points within `span` milliseconds; `whom`: each subject has its own count. */
type Limit = { most: number; span: number; whom: string; what: string }

/**
 * Every limit that the store counts, for all instances together; docs/limits.md shows this table. A span begins
 * with the first that is counted in it, so that within any stretch as long at most twice as much passes.
 */
export const limits = {
  'endpoint-codes': {
    most: 5,
    span: hour,
    whom: 'account',
    what: 'codes sent to endpoints to confirm them',
  },
  'endpoint-codes-target': {
    most: 20,
    span: day,
    whom: 'place',
    what: 'codes sent to one endpoint, whoever asks',
  },
  'texts-number': { most: 20, span: day, whom: 'number of an account', what: 'text messages' },
  'texts-account': { most: 60, span: day, whom: 'account', what: 'text messages' },
  'texts-total': {
    most: env.PHONE_PER_DAY,
    span: day,
    whom: 'installation',
    what: 'text messages (`PHONE_PER_DAY`)',
  },
  'texts-told': {
    most: 1,
    span: day,
    whom: 'limit and its subject',
    what: 'emails to staff about text messages that were not sent because of a limit',
  },
  'sign-in-network': {
    most: 300,
    span: 15 * minute,
    whom: 'network',
    what: 'sign-in codes requested without signing in; many partners may share a network',
  },
  'sign-in-address-network': {
    most: 5,
    span: 15 * minute,
    whom: 'address and network',
    what: 'sign-in codes requested without signing in',
  },
  'sign-in-address': {
    most: 20,
    span: hour,
    whom: 'address',
    what: 'sign-in codes requested without signing in, from browsers that never signed this address in',
  },
  'sign-in-known-browser': {
    most: 5,
    span: 15 * minute,
    whom: 'address and browser',
    what: 'sign-in codes requested without signing in, from a browser that signed this address in before; requests from elsewhere do not count',
  },
  'sign-in-all-browsers': {
    most: 60,
    span: hour,
    whom: 'address',
    what: 'sign-in codes requested without signing in, from all browsers together, so that nobody can fill a mailbox',
  },
  'sign-in-codes': {
    most: 100,
    span: 15 * minute,
    whom: 'network',
    what: 'wrong codes, in addition to five per code; browsers that signed the address in before do not count',
  },
  'sign-in-known-codes': {
    most: 50,
    span: hour,
    whom: 'address',
    what: 'wrong codes from all browsers that signed the address in before; the link in the email still works',
  },
  'passkey-network': {
    most: 300,
    span: 15 * minute,
    whom: 'network',
    what: 'passkey sign-ins that were started and not completed',
  },
  'passkeys-asked': {
    most: 60,
    span: 15 * minute,
    whom: 'session',
    what: 'passkey prompts for a signed-in person, to show or add one',
  },
  'passkeys-added': {
    most: 20,
    span: hour,
    whom: 'person',
    what: 'passkeys added; each addition is emailed to them',
  },
  'wrong-links': {
    most: 60,
    span: 15 * minute,
    whom: 'network',
    what: 'invalid links of messages, opened or posted; valid ones are never refused',
  },
  'wrong-keys': {
    most: 60,
    span: minute,
    whom: 'network',
    what: 'unknown API keys, PagerDuty requests without a key and with a wrong signature; valid ones are never refused',
  },
  'address-changes': { most: 5, span: 15 * minute, whom: 'person', what: 'requests to change their address' },
  'address-changes-to': {
    most: 5,
    span: 15 * minute,
    whom: 'address',
    what: 'codes emailed to an address that someone wants to change to',
  },
  'invitations-account': {
    most: 60,
    span: hour,
    whom: 'account',
    what: 'invitations by owners, including those sent again',
  },
  'invitations-inviter': {
    most: 100,
    span: hour,
    whom: 'owner',
    what: 'invitations to all of their accounts',
  },
  'invitations-address': {
    most: 20,
    span: day,
    whom: 'address',
    what: 'invitations by owners, to all accounts, and by admins, to the staff',
  },
  'invitations-staff': {
    most: 60,
    span: hour,
    whom: 'admin',
    what: 'invitations to the staff, including those sent again',
  },
  'invitations-key': {
    most: 200,
    span: day,
    whom: 'event source and address',
    what: 'invitations for accounts created with a key',
  },
  'invitations-key-all': {
    most: 1000,
    span: hour,
    whom: 'event source',
    what: 'the same, to all addresses: what a leaked key could send',
  },
  'owners-asked': { most: 3, span: hour, whom: 'member of an account', what: '“Ask the owners to invite…”' },
  'owners-asked-account': {
    most: 20,
    span: hour,
    whom: 'account',
    what: '“Ask the owners to invite…”, by all its members',
  },
  'role-changes': {
    most: 10,
    span: hour,
    whom: 'member of an account',
    what: 'role changes; each is emailed',
  },
  'reviews-requested': { most: 10, span: day, whom: 'account', what: 'requests to go live' },
  'cases-person': { most: 10, span: hour, whom: 'person', what: 'cases opened, not counting urgent ones' },
  'cases-account': { most: 30, span: hour, whom: 'account', what: 'cases opened, not counting urgent ones' },
  'cases-urgent-person': {
    most: 5,
    span: hour,
    whom: 'person',
    what: 'urgent cases opened, so that nobody uses up the account’s limit',
  },
  'cases-urgent': {
    most: 10,
    span: hour,
    whom: 'account',
    what: 'urgent cases opened; each is emailed to staff',
  },
  'case-answers': { most: 60, span: hour, whom: 'person', what: 'messages in cases, and closing them' },
  'confirmations-person': { most: 60, span: hour, whom: 'person', what: 'confirmations sent again by hand' },
  'confirmations-address': {
    most: 10,
    span: day,
    whom: 'address',
    what: 'confirmations sent again by hand, by all accounts',
  },
  'confirmations-bouncing': {
    most: 1,
    span: day,
    whom: 'address',
    what: 'confirmations to a bouncing address that was just added, by all accounts and by staff',
  },
  'addresses-tried': {
    most: 10,
    span: day,
    whom: 'address',
    what: '“Try this address again” for a bouncing address, by all accounts and by staff',
  },
  'bounces-kept': {
    most: 1000,
    span: day,
    whom: 'event source',
    what: 'bounce reports kept although they change nothing; further ones are accepted and not kept',
  },
  undos: {
    most: 10,
    span: hour,
    whom: 'notice or digest, and who acknowledged it',
    what: 'acknowledgements undone by members, so that nobody fills the audit log; staff hand back without a limit',
  },
  'test-notices-field': { most: 3, span: hour, whom: 'field of an account', what: 'test notices' },
  'test-notices-account': { most: 12, span: hour, whom: 'account', what: 'test notices' },
  'test-notices-unconfirmed': {
    most: 60,
    span: day,
    whom: 'account',
    what: 'messages of test notices to unconfirmed addresses; as many as the account may ask to confirm',
  },
  'staff-test': { most: 5, span: 10 * minute, whom: 'admin', what: 'test emails to staff' },
  'staff-mail': {
    most: 600,
    span: hour,
    whom: 'staff member',
    what: 'emails that staff cause one by one: answers, assignments, decisions, reminders, invitations, drills, new cases, passkey resets, notices by hand except emergencies',
  },
  'announcement-tests': {
    most: 20,
    span: hour,
    whom: 'staff member',
    what: 'tests of announcements, to themselves',
  },
  announcements: { most: 30, span: day, whom: 'staff member', what: 'announcements sent' },
  'bulk-runs': { most: 60, span: day, whom: 'staff member', what: 'bulk actions: reminders, drills, cases' },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** A flow: `perSecond` come in, at most `atOnce` are kept (docs/limits.md, Rates). */
export type RateLimit = { perSecond: number; atOnce: number }

/** Requests to the API and searches; events have a rate of their own (`EVENTS_PER_SECOND`). */
export const rates = {
  'key-requests': {
    perSecond: 100,
    atOnce: 1000,
    whom: 'event source',
    what: 'requests with a key, except events',
  },
  'public-requests': { perSecond: 20, atOnce: 200, whom: 'network', what: 'requests without a key' },
  'staff-searches': {
    perSecond: 5,
    atOnce: 60,
    whom: 'staff member',
    what: 'searches by words: lists of notices and cases, and everything (Ctrl K)',
  },
  'member-searches': {
    perSecond: 5,
    atOnce: 60,
    whom: 'person',
    what: 'searches by words in their accounts: lists of notices and cases, and everything (Ctrl K)',
  },
} as const satisfies Record<string, RateLimit & { whom: string; what: string }>
